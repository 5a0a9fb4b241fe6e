import { X } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/components/ui/cn';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import type { Facet } from '@/lib/catalog/schema';
import { count } from '@/lib/format';

type FacetLinksProps = {
  label: string;
  facets: readonly Facet[];
  selected: string | undefined;
  hrefFor: (value: string | undefined) => string;
};

/** One filter as a row of links with their counts; the chosen one takes itself back. */
export function FacetLinks({ label, facets, selected, hrefFor }: FacetLinksProps) {
  if (facets.length === 0) return null;
  return (
    <nav aria-label={`Filter by ${label.toLowerCase()}`} className="flex items-baseline gap-3">
      <p aria-hidden="true" className="w-16 shrink-0 text-sm font-semibold">
        {label}
      </p>
      <ul className="flex flex-wrap gap-2">
        {facets.map(({ value, label: word, count: courses }) => (
          <li key={value}>
            <FacetLink
              href={hrefFor(value === selected ? undefined : value)}
              isSelected={value === selected}
              word={word}
              courses={courses}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

type FacetLinkProps = { href: string; isSelected: boolean; word: string; courses: number };

function FacetLink({ href, isSelected, word, courses }: FacetLinkProps) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={isSelected ? 'true' : undefined}
      className={cn(
        'inline-flex min-h-8 items-center gap-1.5 rounded-pill border px-3 text-sm pointer-coarse:min-h-11',
        isSelected
          ? 'border-transparent bg-accent font-semibold text-on-accent hover:bg-accent-strong'
          : 'border-rule-strong bg-paper-raised hover:border-ink-soft hover:bg-paper-sunken',
      )}
    >
      {word}
      <span className={cn('tabular-nums', !isSelected && 'text-ink-soft')}>
        {count(courses)}
        <VisuallyHidden> courses</VisuallyHidden>
      </span>
      {isSelected && (
        <>
          <X className="size-4" />
          <VisuallyHidden>(chosen; take back)</VisuallyHidden>
        </>
      )}
    </Link>
  );
}
