import { SlidersHorizontal } from 'lucide-react';
import { type CatalogAddress, listingHref } from '@/lib/catalog/listing-address';
import { audiences, difficulties, durations, type Facet, type Listing } from '@/lib/catalog/schema';
import { FilterGroup } from './filter-group';
import type { FilterOption } from './filter-link';
import { LongFilterGroup } from './long-filter-group';
import { audienceWords, durationWords, levelWords, wordFor } from './words';

type FilterPanelProps = { address: CatalogAddress; facets: Listing['facets']; active: number };
type FilterName = keyof Listing['facets'];

/** All filters: beside the courses where there is room, folded away on a phone. */
export function FilterPanel({ address, facets, active }: FilterPanelProps) {
  const options = (name: FilterName, labelled: readonly Facet[]): FilterOption[] =>
    labelled.map(({ value, label, count }) => {
      const isSelected = address[name] === value;
      const href = listingHref(address, { [name]: isSelected ? undefined : value });
      return { value, label, count, href, isSelected };
    });
  return (
    <details className="group/panel min-w-0 rounded-card border bg-paper-raised lg:border-0 lg:bg-transparent print:hidden lg:[&::details-content]:[block-size:auto] lg:[&::details-content]:[content-visibility:visible]">
      <summary className="flex min-h-11 list-none items-center gap-2 px-4 font-semibold lg:supports-[selector(::details-content)]:hidden [&::-webkit-details-marker]:hidden">
        <SlidersHorizontal className="size-4.5 text-ink-soft" />
        Filters
        {active > 0 && (
          <span className="rounded-pill bg-accent px-2 text-sm text-on-accent tabular-nums">
            {active}
            <span className="sr-only"> {active === 1 ? 'is' : 'are'} set</span>
          </span>
        )}
        <span className="ml-auto text-sm font-normal text-ink-soft group-open/panel:hidden">Show</span>
        <span className="ml-auto hidden text-sm font-normal text-ink-soft group-open/panel:inline">Hide</span>
      </summary>
      <div className="flex flex-col gap-6 p-4 pt-2 lg:p-0">
        <FilterGroup
          label="Level"
          options={options('difficulty', inOrder(facets.difficulty, difficulties, levelWords))}
        />
        <LongFilterGroup label="Subject" plural="subjects" options={options('subject', facets.subject)} />
        <FilterGroup
          label="For"
          options={options('audience', inOrder(facets.audience, audiences, audienceWords))}
        />
        <FilterGroup
          label="Length"
          options={options('duration', inOrder(facets.duration, durations, durationWords))}
        />
        <LongFilterGroup
          label="Institution"
          plural="institutions"
          options={options('institution', facets.institution)}
        />
      </div>
    </details>
  );
}

const inOrder = (facets: readonly Facet[], order: readonly string[], words: Record<string, string>) =>
  facets
    .map((facet) => ({ ...facet, label: wordFor(words, facet.value) }))
    .toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
