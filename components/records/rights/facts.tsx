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

type Asked = {
  requestedAt: string;
  guardianName: string | null;
  recorderName: string | null;
  receivedOn: string | null;
};

/** When a request was made, and by whom; of one that came by letter, when it came where that is known, and who entered it when. */
export const askedFacts = (asked: Asked, timeZone: string): (readonly [string, string])[] => {
  const { requestedAt, guardianName, receivedOn, recorderName } = asked;
  const at = dateTime(requestedAt, timeZone);
  return [
    ...(guardianName === null ? [] : [['Asked by', `${guardianName}, as a guardian`] as const]),
    ...(receivedOn === null ? [] : [['Came', date(`${receivedOn}T00:00:00Z`, 'UTC')] as const]),
    recorderName === null ? ['Asked', at] : ['By letter', `entered by ${recorderName}, ${at}`],
  ];
};
