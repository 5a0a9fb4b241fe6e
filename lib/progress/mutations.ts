import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type ProgressEvent, type ProgressReceipt, timeFault } from './schema';

const record = statement(
  'progress.record',
  'SELECT event_id AS id, outcome, reason FROM record_progress($1::uuid, $2::jsonb)',
);

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
  const impossible = events.flatMap(({ id, at }) => {
    const reason = timeFault(at, now);
    return reason ? [{ id, reason }] : [];
  });
  const refused = new Set(impossible.map(({ id }) => id));
  const payload = events.filter(({ id }) => !refused.has(id)).map(toRow);
  const outcomes = await tx.rows<{ id: string; outcome: string; reason: string | null }>(record, [
    studentId,
    JSON.stringify(payload),
  ]);
  const rejected = outcomes.flatMap(({ id, outcome, reason }) =>
    outcome === 'rejected' ? [{ id, reason: reason ?? 'not accepted' }] : [],
  );
  return {
    accepted: outcomes.filter(({ outcome }) => outcome === 'accepted').length,
    duplicates: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
    rejected: [...impossible, ...rejected],
  };
}

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
