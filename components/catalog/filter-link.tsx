'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/components/ui/cn';
import { LinkPending } from '@/components/ui/link-pending';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { count } from '@/lib/format';

export type FilterOption = {
  value: string;
  label: string;
  count: number;
  /** The catalog with it; without it where it is selected. */
  href: string;
  isSelected: boolean;
};

/** One value of a filter with its number of courses; the chosen one takes itself back. */
export function FilterLink({ option, wide = false }: { option: FilterOption; wide?: boolean }) {
  const { label, count: courses, href, isSelected } = option;
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-current={isSelected ? 'true' : undefined}
      className={cn(
        'relative flex min-h-8 min-w-0 items-center gap-2 rounded-control px-2.5 py-1 text-sm pointer-coarse:min-h-11',
        'lg:-mx-2.5 lg:rounded-control lg:border-transparent lg:bg-transparent',
        wide ? '-mx-2.5' : 'max-lg:rounded-pill max-lg:border max-lg:border-rule-strong max-lg:px-3',
        isSelected
          ? 'bg-accent-soft font-semibold lg:bg-accent-soft'
          : 'hover:bg-paper-sunken lg:hover:bg-paper-sunken',
      )}
    >
      {isSelected && <Check className="size-4 shrink-0 text-accent" />}
      <span className="min-w-0 wrap-anywhere">{label}</span>
      <span className={cn('text-ink-soft tabular-nums', wide ? 'ml-auto' : 'lg:ml-auto')}>
        {count(courses)}
        <VisuallyHidden> {courses === 1 ? 'course' : 'courses'}</VisuallyHidden>
      </span>
      {isSelected && <VisuallyHidden>(chosen; take back)</VisuallyHidden>}
      <LinkPending />
    </Link>
  );
}
