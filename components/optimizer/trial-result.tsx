import { StatusBadge } from '@/components/ui/badge';
import { count, dateTime } from '@/lib/format';
import type { Trial } from '@/lib/optimizer/ledger/trials';
import { judgementWords } from '@/lib/optimizer/words';
import { bytes, milliseconds, share } from '@/lib/performance/units';
import { EffectTable } from './effect-table';
import { judgementTones } from './judgements';

const origins: Record<Trial['lab']['kind'], string> = {
  backup: 'a copy from the newest backup',
  copy: 'a copy taken for it',
  given: 'a copy named by an operator',
};

type TrialResultProps = { trial: Trial; title: string; timeZone: string };

/** What the lab measured, page by page, and how. */
export function TrialResult({ trial, title, timeZone }: TrialResultProps) {
  const { report, lab, finishedAt } = trial;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="font-semibold">On a copy</p>
        <StatusBadge tone={judgementTones[report.judgement]}>{judgementWords[report.judgement]}</StatusBadge>
      </div>
      {report.reasons.length > 0 && (
        <ul className="max-w-reading list-disc pl-5 text-sm">
          {report.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <EffectTable effects={report.effects} caption={`Measured on a copy: ${title}`} />
      <p className="max-w-reading text-xs text-ink-soft">
        Tried on {origins[lab.kind]} ({lab.name}),{' '}
        <time dateTime={finishedAt}>{dateTime(finishedAt, timeZone)}</time>: {count(report.pairs)} rounds with
        and as many without it, turn by turn, with the product’s own statements and parameters from the data.
        Times are medians of a call on the warm database; the ratio has a 95 % interval (bootstrap of the
        median). {costWords(report)}
      </p>
      {report.cold.length > 0 && <ColdResult effects={report.cold} title={title} />}
      {lab.kind === 'given' && (
        <p className="max-w-reading text-xs text-ink-soft">
          Times right after a restart were not measured: that copy is not the product’s to restart.
        </p>
      )}
    </div>
  );
}

type ColdResultProps = { effects: Trial['report']['cold']; title: string };

/** The first call of each statement after a restart, folded away: it comes seldom, and says what the disk has to give. */
function ColdResult({ effects, title }: ColdResultProps) {
  return (
    <details className="text-sm">
      <summary className="min-h-8 w-fit content-center font-semibold text-accent pointer-coarse:min-h-11">
        Right after a restart<span className="sr-only">: {title}</span>
      </summary>
      <div className="mt-2 flex flex-col gap-3">
        <EffectTable effects={effects} caption={`Measured right after a restart: ${title}`} />
        <p className="max-w-reading text-xs text-ink-soft">
          The first call of each after the copy’s server was restarted, in turn with and without it: the
          database’s own cache is empty then, that of the operating system is not. The first of them pays for
          what the next ones find in the cache: all of them together decide. Counts from 10 % faster or 25 %
          slower, and one millisecond.
        </p>
      </div>
    </details>
  );
}

function costWords({ bytes: taken, seconds, cost }: Trial['report']): string {
  const size = taken >= 0 ? `It takes ${bytes(taken)}` : `It frees ${bytes(-taken)}`;
  const log = `the log of a progress event goes from ${bytes(cost.logBytes.before)} to ${bytes(cost.logBytes.after)}`;
  const { before, after } = cost.hotShare;
  const hot =
    before === null || after === null
      ? ''
      : ` Of the updates that progress causes, ${share(after)} stay within their page (before: ${share(before)}).`;
  return `${size} and ${milliseconds(seconds * 1000)} to make; ${log}.${hot}`;
}
