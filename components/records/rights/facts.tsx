import type { ReactNode } from 'react';

/** Facts about one thing, each with its name. */
export function Facts({ facts }: { facts: readonly (readonly [term: string, value: ReactNode])[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[minmax(8rem,auto)_1fr]">
      {facts.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-ink-soft">{term}</dt>
          <dd className="max-w-reading font-semibold whitespace-pre-line wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who entered a request that came by letter; nothing for one that was made here. */
export const byLetter = ({ recorderName }: { recorderName: string | null }) =>
  recorderName === null ? [] : ([['By letter', `entered by ${recorderName}`]] as const);
