import { parseAs } from '@/lib/access/action';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { noGround, passGate, redisclosureNotice } from './gate';
import { readRecord } from './read-record';
import { readClasses, readRecordNotes, withoutOthersInNotes } from './record-notes';
import { type AccessAnswer, accessRequest, staffGrounds } from './schema';

/**
 * The gate: a person asks for a student's record, for a purpose and with a justification. The answer and the refusal
 * are both in the trail before anybody gets either; where the trail cannot be written, nothing is shown. A refusal is the
 * same for a student who does not exist.
 *
 * @param said what was said of the student instead of an id, for the trail
 * @throws Refusal unauthenticated, invalid or forbidden
 */
export async function requestAccess(
  viewer: Viewer | null,
  raw: unknown,
  said: { address?: string } = {},
): Promise<AccessAnswer> {
  if (!viewer) throw new Refusal('unauthenticated', 'Please sign in first.');
  const request = await parseAs(viewer, accessRequest, raw, 'record.access');
  const answer = await asViewer(viewer, (tx) =>
    passGate(tx, viewer, { ...request, ...said }, 'record.access', async ({ decision, subject }) => {
      const student = { id: request.studentId, ...subject };
      const isStaff = staffGrounds.includes(decision.ground);
      const record = await readRecord(tx, student, decision, isStaff);
      if (decision.level === 'full') {
        const classes = await readClasses(tx, record.courses);
        const notes = await readRecordNotes(tx, viewer, decision.ground, student.id, classes);
        record.notes = isStaff ? notes : await withoutOthersInNotes(tx, student.id, notes);
      }
      return {
        ...decision,
        decision: 'ALLOWED' as const,
        asked: request.scope,
        record,
        notice: redisclosureNotice(decision.ground),
      };
    }),
  );
  if (!answer) throw noGround();
  return answer;
}
