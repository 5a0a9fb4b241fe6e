import { X } from 'lucide-react';
import Link from 'next/link';
import { TextLink } from '@/components/ui/text-link';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import type { ActiveFilter } from './active-filters';

type FilterChipsProps = { filters: readonly ActiveFilter[]; clearHref: string };

/** What narrows the list down now, each with its way out. */
export function FilterChips({ filters, clearHref }: FilterChipsProps) {
  if (filters.length === 0) return null;
  return (
    <nav aria-label="Filters that are set" className="flex flex-wrap items-center gap-2">
      <ul className="contents">
        {filters.map(({ name, label, value, withoutHref }) => (
          <li key={name} className="max-w-full">
            <Link
              href={withoutHref}
              prefetch={false}
              scroll={false}
              className="inline-flex min-h-8 max-w-full items-center gap-2 rounded-pill border border-rule-strong bg-paper-raised px-3 text-sm hover:border-ink-soft hover:bg-paper-sunken pointer-coarse:min-h-11"
            >
              <VisuallyHidden>Remove filter </VisuallyHidden>
              <span className="min-w-0 truncate">
                <span className="text-ink-soft">{label}:</span> {value}
              </span>
              <X className="size-4 shrink-0" />
            </Link>
          </li>
        ))}
      </ul>
      <TextLink
        href={clearHref}
        prefetch={false}
        scroll={false}
        className="inline-flex min-h-8 items-center px-1 text-sm pointer-coarse:min-h-11"
      >
        Clear all filters
      </TextLink>
    </nav>
  );
}
