import type { StatusSpan } from '@/lib/analytics/standing-history';
import { date } from '@/lib/format';
import { statusWords } from './words';

/** How a learning status changed, newest first. */
export function StatusHistory({ spans }: { spans: readonly StatusSpan[] }) {
  if (spans.length === 0)
    return (
      <p className="text-sm text-ink-soft">No earlier status is on record yet; one is kept every night.</p>
    );
  return (
    <div className="text-sm">
      <p className="font-semibold">How it went</p>
      <ol className="mt-1 border-l-3 border-rule">
        {spans.map(({ status, from }) => (
          <li key={from} className="flex flex-wrap justify-between gap-x-4 py-1 pl-3">
            <span>{status === null ? 'Not enough data yet' : statusWords[status].word}</span>
            <time dateTime={from} className="text-ink-soft tabular-nums">
              from {date(from, 'UTC')}
            </time>
          </li>
        ))}
      </ol>
    </div>
  );
}
