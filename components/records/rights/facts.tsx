import type { ReactNode } from 'react';
import { date, dateTime } from '@/lib/format';

/** Facts about one thing, each with its name. */
export function Facts({ facts }: { facts: readonly (readonly [term: string, value: ReactNode])[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[minmax(8rem,auto)_1fr]">
      {facts.map(([term, value]) => (
        <div key={term} className="sm:contents">
          <dt className="text-ink-soft">{term}</dt>
          <dd className="max-w-reading font-semibold whitespace-pre-line wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Asked = { requestedAt: string; recorderName: string | null; requestedOn?: string };

/** When a request was made; of one that came by letter, when it came where that is known, and who entered it when. */
export const askedFacts = ({ requestedAt, requestedOn, recorderName }: Asked, timeZone: string) => {
  const at = dateTime(requestedAt, timeZone);
  if (recorderName === null) return [['Asked', at]] as const;
  const entered = ['By letter', `entered by ${recorderName}, ${at}`] as const;
  if (requestedOn === undefined) return [entered];
  return [['Came', date(`${requestedOn}T00:00:00Z`, 'UTC')] as const, entered];
};
