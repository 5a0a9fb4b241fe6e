import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonStyles } from './button-styles';
import { cn } from './cn';

type ConfirmProps = {
  label: string;
  /** Said behind the label to those who do not see what it stands beside. */
  about?: string;
  /** What will happen, and the button that lets it happen. */
  children: ReactNode;
};

/** Comes before what is heavy or does not come back: a first click says what will happen. It needs no script. */
export function Confirm({ label, about, children }: ConfirmProps) {
  return (
    <details className="group w-full print:hidden">
      <summary
        className={cn(buttonStyles({ variant: 'secondary' }), 'list-none [&::-webkit-details-marker]:hidden')}
      >
        <ChevronRight className="transition-transform group-open:rotate-90" />
        {label}
        {about && <span className="sr-only">: {about}</span>}
      </summary>
      <div className="mt-3 flex max-w-reading flex-col items-start gap-3 border-l-3 border-caution pl-4 text-sm">
        {children}
      </div>
    </details>
  );
}
