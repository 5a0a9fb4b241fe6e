import type { ReactNode } from 'react';
import { cn } from './cn';
import { type Tone, toneClasses, toneIcons } from './tone';

type BadgeProps = { children: ReactNode; tone?: Tone; icon?: ReactNode; className?: string };

/** A small label: a fact about a thing. */
export function Badge({ children, tone = 'neutral', icon, className }: BadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex items-baseline gap-1.5 rounded-pill border px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap',
        '[&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:self-center',
        toneClasses[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

/** A state: colour, sign and word together. `icon` replaces the sign of the tone. */
export function StatusBadge({ tone = 'neutral', icon = toneIcons[tone], ...props }: BadgeProps) {
  return <Badge tone={tone} icon={icon} {...props} />;
}
