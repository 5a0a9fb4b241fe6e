import { Card } from '@/components/ui/card';
import type { CheckResult } from '@/lib/compliance/report';
import { readable } from './readable';
import { StateBadge } from './state-badge';

type CheckCardProps = { check: CheckResult; timeZone: string };

/** One check: what was found, what that rests on, and what to do where it is not in order. */
export function CheckCard({ check, timeZone }: CheckCardProps) {
  const { title, why, remedy, state, summary, evidence } = check;
  return (
    <Card as="li" className="flex flex-col gap-2 break-inside-avoid">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h2 className="font-serif text-lg font-semibold">{title}</h2>
        <StateBadge state={state} />
      </div>
      <p>{readable(summary, timeZone)}</p>
      {state !== 'ok' && (
        <p className="max-w-reading text-sm">
          <strong>What to do:</strong> <WithCommands text={remedy} />
        </p>
      )}
      <p className="max-w-reading text-sm text-ink-soft">{why}</p>
      {evidence.length > 0 && (
        <dl className="mt-1 grid gap-x-4 gap-y-1.5 border-t pt-2 text-sm sm:gap-y-0.5 sm:grid-cols-[auto_1fr]">
          {evidence.map(({ what, value }) => (
            <div key={`${what}: ${value}`} className="sm:contents">
              <dt className="text-ink-soft">{what}</dt>
              <dd className="wrap-anywhere tabular-nums">{readable(value, timeZone)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

/** A sentence in which commands and names stand between backticks. */
const WithCommands = ({ text }: { text: string }) =>
  text.split('`').map((part, at) =>
    // Every second part stood between two of them.
    at % 2 === 1 ? <code key={part}>{part}</code> : part,
  );
