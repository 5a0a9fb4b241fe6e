import { ChevronRight } from 'lucide-react';
import { type GlossaryWord, glossary } from './glossary-words';

/** What the words of a page mean that not everybody who opens it knows; stands before their first use. */
export function Glossary({ words }: { words: readonly GlossaryWord[] }) {
  return (
    <details className="group w-full text-sm print:hidden">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 text-ink-soft hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        Words on this page
      </summary>
      <dl className="mt-1 grid max-w-reading gap-x-4 gap-y-1 pl-5 sm:grid-cols-[auto_1fr]">
        {words.map((word) => (
          <div key={word} className="sm:contents">
            <dt className="font-semibold sm:whitespace-nowrap">{word}</dt>
            <dd className="text-ink-soft">{glossary[word]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
