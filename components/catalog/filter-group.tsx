import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { FilterLink, type FilterOption } from './filter-link';

type FilterGroupProps = {
  label: string;
  options: readonly FilterOption[];
  /** One option a line on every screen; otherwise they flow on a phone. */
  wide?: boolean;
  children?: ReactNode;
};

/** One filter and its values. Nothing where there is nothing to choose. */
export function FilterGroup({ label, options, wide = false, children }: FilterGroupProps) {
  if (options.length === 0) return null;
  return (
    <nav aria-label={`Filter by ${label.toLowerCase()}`} className="min-w-0">
      <p aria-hidden="true" className="mb-1 text-sm font-semibold">
        {label}
      </p>
      <ul className={cn('flex', wide ? 'flex-col' : 'flex-wrap gap-2 lg:flex-col lg:gap-0')}>
        {options.map((option) => (
          <li key={option.value} className="min-w-0">
            <FilterLink option={option} wide={wide} />
          </li>
        ))}
      </ul>
      {children}
    </nav>
  );
}
