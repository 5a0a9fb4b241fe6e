import { StatusBadge } from '@/components/ui/badge';
import { count, counted, dateTime } from '@/lib/format';
import type { CheckGroup, CheckReport as Report } from '@/lib/performance/checks/report';
import { CheckFindings } from './check-findings';
import { checkStates } from './check-states';
import { MutedChecks } from './muted-checks';
import { UnknownChecks } from './unknown-checks';

/** What the checks of the database found: first what to act on, then what cannot be told, then what is fine. */
export async function CheckReport({ report }: { report: Promise<Report> }) {
  const { asOf, toDo, unknown, fine, muted } = await report;
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-reading text-sm text-ink-soft">
        Looked at <time dateTime={asOf}>{dateTime(asOf, 'UTC')}</time> UTC, when this page was opened. Limits
        are the ones at which something should be done; the SQL is for whoever runs the database.
      </p>
      <Counts toDo={toDo} unknown={unknown} fine={fine} />
      {toDo.map((group) => (
        <CheckFindings key={`${group.name} ${group.state}`} group={group} />
      ))}
      {unknown.length > 0 && <UnknownChecks groups={unknown} />}
      {muted.length > 0 && <MutedChecks muted={muted} />}
      <details className="rounded-card border bg-paper-raised px-4 py-3">
        <summary className="min-h-6 font-semibold">Fine: {counted(fine.length, 'check')}</summary>
        <ul className="mt-2 grid gap-x-6 gap-y-1 text-sm text-ink-soft sm:grid-cols-2">
          {fine.map(({ name, title }) => (
            <li key={name}>{title}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Counts({ toDo, unknown, fine }: Pick<Report, 'toDo' | 'unknown' | 'fine'>) {
  const found = (state: CheckGroup['state']) =>
    toDo.filter((group) => group.state === state).reduce((sum, { findings }) => sum + findings.length, 0);
  const counts = [
    { state: 'critical', number: found('critical') },
    { state: 'warning', number: found('warning') },
    { state: 'unknown', number: unknown.reduce((sum, { findings }) => sum + findings.length, 0) },
    { state: 'ok', number: fine.length },
  ] as const;
  return (
    <ul className="flex flex-wrap gap-2" aria-label="Findings by state">
      {counts.map(({ state, number }) => (
        <li key={state}>
          <StatusBadge tone={number === 0 && state !== 'ok' ? 'neutral' : checkStates[state].tone}>
            {count(number)} {checkStates[state].word}
          </StatusBadge>
        </li>
      ))}
    </ul>
  );
}
