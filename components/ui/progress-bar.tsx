import { useId } from 'react';
import { cn } from './cn';

const colours = {
  accent: 'text-accent',
  positive: 'text-positive',
  caution: 'text-caution',
  critical: 'text-critical',
};

type ProgressBarProps = {
  label: string;
  labelHidden?: boolean;
  /** 0–100; null while nobody knows how far it is. */
  value: number | null;
  /** What the value means in words; the percentage when absent. */
  text?: string;
  tone?: keyof typeof colours;
  className?: string;
};

/** How far something has come, as a bar, a number and (for screen readers) a sentence. */
export function ProgressBar({
  label,
  labelHidden,
  value,
  text,
  tone = 'accent',
  className,
}: ProgressBarProps) {
  const id = useId();
  const words = text ?? (value === null ? 'in progress' : `${Math.floor(value)} %`);
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <div className={cn('flex items-baseline justify-between gap-3 text-sm', labelHidden && 'justify-end')}>
        <label htmlFor={id} className={labelHidden ? 'sr-only' : 'font-semibold'}>
          {label}
        </label>
        <span className="text-ink-soft tabular-nums">{words}</span>
      </div>
      <progress
        id={id}
        max={100}
        value={value ?? undefined}
        aria-valuetext={words}
        className={cn('h-2 w-full rounded-pill', colours[tone])}
      />
    </div>
  );
}
