import { CircleCheck, CircleX, FileInput, LoaderCircle } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Cell, HeadCell, Table } from '@/components/ui/table';
import { count, relative } from '@/lib/format';
import type { ImportRun } from '@/lib/performance/institution';

const states = {
  RUNNING: { tone: 'accent', icon: <LoaderCircle />, word: 'Running' },
  DONE: { tone: 'positive', icon: <CircleCheck />, word: 'Done' },
  FAILED: { tone: 'critical', icon: <CircleX />, word: 'Failed' },
} as const;

type ImportRunsProps = { runs: Promise<ImportRun[]>; now: string; timeZone: string };

/** The newest imports: what came in, when, and how it ended. */
export async function ImportRuns({ runs, now, timeZone }: ImportRunsProps) {
  const found = await runs;
  if (found.length === 0) {
    return (
      <EmptyState icon={<FileInput />} title="Nothing was imported yet" headingLevel={3}>
        <p>
          An operator brings in people and courses with <code>npm run ops -- import roster DIR</code>.
        </p>
      </EmptyState>
    );
  }
  return (
    <Table caption="Imports: status and counts" captionHidden>
      <thead>
        <tr>
          <HeadCell>What</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Counted</HeadCell>
          <HeadCell numeric>Started</HeadCell>
        </tr>
      </thead>
      <tbody>
        {found.map((run) => (
          <ImportRow key={run.id} run={run} now={now} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function ImportRow({ run, now, timeZone }: { run: ImportRun; now: string; timeZone: string }) {
  const { tone, icon, word } = states[run.status];
  const { text, title } = relative(run.startedAt, now, timeZone);
  return (
    <tr>
      <HeadCell scope="row" className="min-w-36 wrap-anywhere">
        <span className="inline-block first-letter:uppercase">{run.kind}</span>
        <span className="block text-xs font-normal text-ink-soft">{run.source}</span>
      </HeadCell>
      <Cell>
        <StatusBadge tone={tone} icon={icon}>
          {word}
        </StatusBadge>
      </Cell>
      <Cell className="min-w-40">{countsText(run.counts)}</Cell>
      <Cell numeric>
        <time dateTime={run.startedAt} title={title}>
          {text}
        </time>
      </Cell>
    </tr>
  );
}

const countsText = (counts: ImportRun['counts']): string =>
  Object.entries(counts)
    .map(
      ([name, value]) =>
        `${count(value)} ${name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    )
    .join(', ') || '–';
