import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlStyles } from './control-styles';

type Option = { value: string; label: string; title?: string };
type OptionGroup = { label: string; options: readonly Option[] };

/** The browser's own select: options, or groups of them, in; value out through the form. */
export function Select({
  options,
  className,
  ...props
}: Omit<ComponentProps<'select'>, 'children'> & { options: readonly (Option | OptionGroup)[] }) {
  return (
    <span className={cn('relative block', className)}>
      <select className={cn(controlStyles, 'appearance-none truncate pr-9')} {...props}>
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(toOption)}
            </optgroup>
          ) : (
            toOption(option)
          ),
        )}
      </select>
      <ChevronDown className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-ink-soft" />
    </span>
  );
}

const toOption = ({ value, label, title }: Option) => (
  <option key={value} value={value} title={title}>
    {label}
  </option>
);
