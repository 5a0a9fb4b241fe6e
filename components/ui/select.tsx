import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlStyles } from './control-styles';

type Option = { value: string; label: string };

/** The browser's own select: options in, value out through the form. */
export function Select({
  options,
  className,
  ...props
}: Omit<ComponentProps<'select'>, 'children'> & { options: readonly Option[] }) {
  return (
    <span className={cn('relative block', className)}>
      <select className={cn(controlStyles, 'appearance-none truncate pr-9')} {...props}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-ink-soft" />
    </span>
  );
}
