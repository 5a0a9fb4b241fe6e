import { Cell, HeadCell, Table } from '@/components/ui/table';
import { daysAsWords } from '@/lib/days';
import { date } from '@/lib/format';
import { type Retention, retentionSchedule } from '@/lib/records/retention/schedule';
import type { KeptFor, Term } from '@/lib/records/retention/schema';

const schedule = Object.entries<Retention>(retentionSchedule);

type RetentionTableProps = { terms: readonly KeptFor[]; timeZone: string };

/** How long the institution keeps what, why, and what deletes it. */
export const RetentionTable = ({ terms, timeZone }: RetentionTableProps) => (
  <Table caption="Retention schedule of your institution" stacked>
    <thead>
      <tr>
        <HeadCell className="sticky left-0 z-20">What</HeadCell>
        <HeadCell>Kept for</HeadCell>
        <HeadCell>Why so long</HeadCell>
        <HeadCell>Deleted</HeadCell>
      </tr>
    </thead>
    <tbody>
      {schedule.map(([kind, retention]) => {
        const kept = terms.find((term) => term.kind === (retention.with ?? kind));
        return (
          <tr key={kind}>
            <HeadCell scope="row" className="sticky left-0 bg-paper-raised">
              {retention.label}
            </HeadCell>
            <Cell label="Kept for" className="sm:whitespace-nowrap">
              {kept ? daysAsWords(kept.days) : timeOf(retention)}
            </Cell>
            <Cell label="Why so long" className="min-w-64">
              {retention.ground}
              {!retention.between && <span className="block text-ink-soft">{whyNoChoice(retention)}</span>}
              {kept && <OwnTerm kept={kept} usual={timeOf(retention)} timeZone={timeZone} />}
            </Cell>
            <Cell label="Deleted" className="min-w-32">
              {whenDeleted(retention)}
            </Cell>
          </tr>
        );
      })}
    </tbody>
  </Table>
);

const timeOf = ({ keptFor }: Retention): string =>
  keptFor === 'RECORD' ? 'as long as the record' : daysAsWords(keptFor);

const whyNoChoice = ({ with: other }: Retention): string =>
  other
    ? `Goes with “${retentionSchedule[other].label}”.`
    : 'The same for every institution: it cannot be chosen.';

type OwnTermProps = { kept: KeptFor; usual: string; timeZone: string };

function OwnTerm({ kept: { term, coming }, usual, timeZone }: OwnTermProps) {
  const said = ({ reason, setterName, setAt }: Term) =>
    `${setterName} on ${date(setAt, timeZone)}: ${reason}`;
  return (
    <>
      {term && term.days !== null && (
        <span className="block text-ink-soft">
          Your institution’s own; otherwise {usual}. {said(term)}
        </span>
      )}
      {coming && (
        <span className="block font-semibold">
          From {date(coming.countsFrom, timeZone)} on:{' '}
          {coming.days === null ? usual : daysAsWords(coming.days)}. {said(coming)}
        </span>
      )}
    </>
  );
}

function whenDeleted({ prunes, isPrunedElsewhere, onRequest }: Retention): string {
  if (prunes || isPrunedElsewhere) return 'by itself, the night after';
  return onRequest ? 'afterwards, when the student asks for it' : 'never by itself';
}
