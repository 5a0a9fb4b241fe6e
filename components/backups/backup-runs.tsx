import { CircleCheck, CircleX, History, LoaderCircle } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { BackupRun } from '@/lib/backups/state';
import { duration, relative } from '@/lib/format';

const kinds: Record<BackupRun['kind'], string> = {
  BACKUP: 'Full backup',
  POINT: 'Restore point',
  RESTORE: 'Restore',
  DRILL: 'Drill',
  PRUNE: 'Removal by policy',
  ARCHIVE: 'Logical archive',
};

const states = {
  RUNNING: { tone: 'accent', icon: <LoaderCircle />, word: 'Running' },
  DONE: { tone: 'positive', icon: <CircleCheck />, word: 'Done' },
  FAILED: { tone: 'critical', icon: <CircleX />, word: 'Failed' },
} as const;

type BackupRunsProps = { runs: BackupRun[]; now: string; timeZone: string };

/** What was done with backups, and how it ended, newest first. */
export function BackupRuns({ runs, now, timeZone }: BackupRunsProps) {
  if (runs.length === 0) {
    return (
      <EmptyState icon={<History />} title="Nothing was run yet" headingLevel={3}>
        <p>Backups, drills and restores are listed here, and in the audit trail.</p>
      </EmptyState>
    );
  }
  return (
    <Table caption="Runs, newest first" captionHidden stacked>
      <thead>
        <tr>
          <HeadCell>What</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Result</HeadCell>
          <HeadCell numeric>Took</HeadCell>
          <HeadCell numeric>Started</HeadCell>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} now={now} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function RunRow({ run, now, timeZone }: { run: BackupRun; now: string; timeZone: string }) {
  const { tone, icon, word } = states[run.status];
  const started = relative(run.startedAt, now, timeZone);
  const took = run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : null;
  return (
    <tr>
      <HeadCell scope="row">
        {kinds[run.kind]}
        <span className="block text-xs font-normal text-ink-soft">{run.summary.by}</span>
      </HeadCell>
      <Cell label="Status">
        <StatusBadge tone={tone} icon={icon}>
          {word}
        </StatusBadge>
      </Cell>
      <Cell label="Result" className="min-w-40 wrap-anywhere">
        {run.fault ?? resultOf(run)}
      </Cell>
      <Cell label="Took" numeric>
        {took === null ? '–' : duration(took)}
      </Cell>
      <Cell label="Started" numeric>
        <time dateTime={run.startedAt} title={started.title}>
          {started.text}
        </time>
      </Cell>
    </tr>
  );
}

const resultKeys: Record<BackupRun['kind'], string> = {
  BACKUP: 'id',
  POINT: 'name',
  RESTORE: 'target',
  DRILL: 'backup',
  PRUNE: 'removed',
  ARCHIVE: 'id',
};

const resultOf = ({ kind, summary }: BackupRun): string => String(summary[resultKeys[kind]] ?? '') || '–';
