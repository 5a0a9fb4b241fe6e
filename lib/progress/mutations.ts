import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type ProgressEvent, type ProgressReceipt, type Report, timeFault } from './schema';

const record = statement(
  'progress.record',
  'SELECT event_id AS id, outcome, reason FROM record_progress($1::uuid, $2::jsonb)',
);
const recordMany = statement(
  'progress.record-together',
  'SELECT student, outcome, reason FROM record_progress_together($1::jsonb)',
);

type Outcome = { outcome: 'accepted' | 'duplicate' | 'rejected'; reason: string | null };

/**
 * Counts a batch of one student's events exactly once: the progress rows, the enrolment's rollup, the daily
 * activity and the course's delta change together or not at all. One round trip for the whole batch.
 */
export async function recordProgress(
  tx: Pick<Transaction, 'rows'>,
  studentId: string,
  events: ProgressEvent[],
  now = new Date(),
): Promise<ProgressReceipt> {
  const impossible = events.filter(({ at }) => timeFault(at, now));
  const payload = events.filter((event) => !impossible.includes(event)).map(toRow);
  const outcomes = await tx.rows<Outcome & { id: string }>(record, [studentId, JSON.stringify(payload)]);
  return receiptOf([
    ...impossible.map(({ id, at }) => ({ id, ...rejected(timeFault(at, now)) })),
    ...outcomes,
  ]);
}

/**
 * Counts one event of each of several students, as `recordProgress` does for one: all of them in one transaction and one round trip.
 *
 * @param system statements of the product itself, since nobody may report for others
 * @param reports no two of one student
 * @returns a receipt for each, in their order; null where somebody else changes the enrolment at this moment, and nothing was done
 */
export async function recordTogether(
  system: Pick<Transaction, 'rows'>,
  reports: Report[],
  now = new Date(),
): Promise<(ProgressReceipt | null)[]> {
  const possible = reports.filter(({ event }) => !timeFault(event.at, now));
  const payload = possible.map(({ studentId, event }) => ({ student: studentId, ...toRow(event) }));
  type Told = { student: string; reason: string | null; outcome: Outcome['outcome'] | 'busy' };
  const outcomes = await system.rows<Told>(recordMany, [JSON.stringify(payload)]);
  const toldOf = new Map(outcomes.map((told) => [told.student, told]));
  return reports.map(({ studentId, event: { id, at } }) => {
    const { outcome, reason } = toldOf.get(studentId) ?? rejected(timeFault(at, now));
    return outcome === 'busy' ? null : receiptOf([{ id, outcome, reason }]);
  });
}

const rejected = (reason: string | null): Outcome => ({ outcome: 'rejected', reason });

const receiptOf = (outcomes: (Outcome & { id: string })[]): ProgressReceipt => ({
  accepted: outcomes.filter(({ outcome }) => outcome === 'accepted').length,
  duplicates: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
  rejected: outcomes.flatMap(({ id, outcome, reason }) =>
    outcome === 'rejected' ? [{ id, reason: reason ?? 'not accepted' }] : [],
  ),
});

const toRow = (event: ProgressEvent) => ({
  id: event.id,
  course: event.courseId,
  lesson: event.lessonId,
  section: event.sectionId,
  seconds: event.seconds,
  completion: event.completion,
  difficulty: event.difficultyRating,
  comprehension: event.comprehensionScore,
  at: new Date(event.at).toISOString(),
});
