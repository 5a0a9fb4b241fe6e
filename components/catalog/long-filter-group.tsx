'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Input } from '@/components/ui/input';
import { FilterGroup } from './filter-group';
import { FilterLink, type FilterOption } from './filter-link';

type LongFilterGroupProps = { label: string; plural: string; options: readonly FilterOption[] };

const shownAtFirst = 6;
/** From so many on, a list is looked through by words. */
const longList = 12;

/** A filter with many values: the most frequent and the chosen one at once, all of them on request. */
export function LongFilterGroup({ label, plural, options }: LongFilterGroupProps) {
  const first = options.filter(({ isSelected }, index) => isSelected || index < shownAtFirst);
  const rest = options.filter((option) => !first.includes(option));
  return (
    <FilterGroup label={label} options={first} wide>
      {rest.length > 0 && (
        <details className="group/more">
          <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 text-sm font-semibold text-accent hover:underline pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight className="size-4 transition-transform group-open/more:rotate-90" />
            {rest.length} more {plural}
          </summary>
          <MoreOptions plural={plural} options={rest} />
        </details>
      )}
    </FilterGroup>
  );
}

function MoreOptions({ plural, options }: Omit<LongFilterGroupProps, 'label'>) {
  const [words, setWords] = useState('');
  const found = options.filter(({ label }) => folded(label).includes(folded(words)));
  return (
    <div className="flex flex-col gap-1">
      {options.length >= longList && (
        <Input
          type="search"
          aria-label={`Find among the other ${plural}`}
          placeholder={`Find ${plural}…`}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          className="text-sm noscript:hidden"
        />
      )}
      <ul className="-mx-2.5 max-h-80 overflow-y-auto overscroll-contain px-2.5">
        {found.map((option) => (
          <li key={option.value}>
            <FilterLink option={option} wide />
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-ink-soft">
        {found.length === 0 && `None of the ${plural} is called that.`}
      </p>
    </div>
  );
}

/** Lower case, without accents: “Théâtre” is found by “theatre”. */
const folded = (text: string): string => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
