import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'children'> & {
  label: ReactNode;
  hint?: ReactNode;
};

/** A checkbox with its label; the whole line is the target. */
export function Checkbox({ label, hint, className, ...props }: CheckboxProps) {
  const hintId = useId();
  return (
    <div className={className}>
      <label className="flex min-h-10 cursor-pointer items-center gap-3 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          aria-describedby={hint ? hintId : undefined}
          className={cn('size-5 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed')}
          {...props}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={hintId} className="-mt-1 pl-8 text-sm text-ink-soft">
          {hint}
        </p>
      )}
    </div>
  );
}
