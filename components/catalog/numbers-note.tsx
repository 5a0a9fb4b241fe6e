import { ChevronRight } from 'lucide-react';
import { leastTold } from '@/lib/catalog/told-crowd';

/** How old the numbers are, and how they come about. */
export function NumbersNote() {
  return (
    <details className="group text-sm text-ink-soft">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        These numbers are at most ten minutes old. How they are counted
      </summary>
      <ul className="mt-1 flex max-w-reading list-disc flex-col gap-1 pl-9">
        <li>Students are those who are enrolled now and those who have finished.</li>
        <li>
          “Done on average” is the mean share of the required sections that these students have completed. It
          is shown from {leastTold} students on and rounded: to steps of 5 % below fifty students, to whole
          percent from there on. So nobody can be recognised.
        </li>
        <li>The number beside a filter is the number of courses that choosing it leaves.</li>
        <li>
          The best match has all the words, rare words and words of the title first; put a phrase in quotes,
          and a minus before a word that must not occur.
        </li>
      </ul>
    </details>
  );
}
