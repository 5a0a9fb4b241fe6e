import type { ReactNode } from 'react';
import { cn } from './cn';
import { type Tone, toneIcons } from './tone';

const frames: Record<Tone, string> = {
  neutral: 'bg-paper-sunken [&>svg]:text-ink-soft',
  accent: 'bg-accent-soft [&>svg]:text-accent',
  positive: 'bg-positive-soft [&>svg]:text-positive',
  caution: 'bg-caution-soft [&>svg]:text-caution',
  critical: 'bg-critical-soft [&>svg]:text-critical',
};

type AlertProps = {
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read out as soon as it appears; for what follows from something the person just did. */
  live?: boolean;
  className?: string;
};

/** A message inside a page: what is the case, and what to do next. */
export function Alert({ tone = 'accent', title, children, actions, live = false, className }: AlertProps) {
  const role = live ? (tone === 'critical' ? 'alert' : 'status') : undefined;
  return (
    <div
      role={role}
      className={cn(
        'flex gap-3 rounded-card p-4 text-ink [&>svg]:mt-0.5 [&>svg]:size-5 [&>svg]:shrink-0',
        frames[tone],
        className,
      )}
    >
      {toneIcons[tone]}
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-semibold">{title}</p>
        {children && <div className="text-sm">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
