import { z } from 'zod';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { readPeople } from '@/lib/access/people';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { Refusal } from '@/lib/errors';
import { optional, searchText } from '@/lib/list-query';

/** What an administrator may look for students by, and which of them was chosen. */
export const chooseStudentQuery = z.strictObject({
  q: optional(searchText(100).min(2, 'at least two characters')),
  student: optional(z.guid()),
});

export type FoundStudent = { id: string; name: string; email: string | null };
export type FoundStudents = { students: FoundStudent[]; total: number };

/** As many as one reads through; with more, one looks for more of the name. */
const mostShown = 20;

/** Searches of one person within so many minutes: more is collecting names. */
export const searchLimit = { searches: 60, minutes: 10 };

// What is counted is in the trail anyway: the index of an institution's newest events has it.
const searchedLately = statement(
  'records.searched-lately',
  `SELECT count(*)::int AS searches FROM audit_log
   WHERE institution_id = $1 AND occurred_at > now() - make_interval(mins => $3) AND actor_id = $2
     AND action = 'record.find'`,
);
const chosen = statement(
  'records.chosen-student',
  `SELECT id, display_name AS name, email FROM users
   WHERE id = $1 AND institution_id = $2 AND role = 'STUDENT' AND deleted_at IS NULL`,
);

/**
 * Students of the administrator's institution whose name or e-mail address contains some words, by name. The look is in the
 * trail with the words and how many were found.
 *
 * @throws Refusal too-many beyond `searchLimit`
 */
export const findStudents = (viewer: Viewer, words: string): Promise<FoundStudents> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    await requirePatience(tx, viewer, institutionId);
    const query = { q: words, role: 'STUDENT', limit: mostShown } as const;
    const { people, total } = await readPeople(tx, institutionId, query);
    await appendAudit(tx, viewer, {
      action: 'record.find',
      objectType: 'education record',
      details: { words, found: total },
    });
    return { students: people.map(({ id, name, email }) => ({ id, name, email })), total };
  });

async function requirePatience(tx: Transaction, { userId }: Viewer, institutionId: string): Promise<void> {
  const { searches, minutes } = searchLimit;
  const [row] = await tx.rows<{ searches: number }>(searchedLately, [institutionId, userId, minutes]);
  if (row && row.searches >= searches)
    throw new Refusal(
      'too-many',
      `You have looked for students ${searches} times within ${minutes} minutes. Please go on a little later.`,
    );
}

/** Who a student of the administrator's institution is; null for everybody else, whether they exist or not. */
export const readChosenStudent = (viewer: Viewer, studentId: string): Promise<FoundStudent | null> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const [student] = await tx.rows<FoundStudent>(chosen, [studentId, institutionId]);
    return student ?? null;
  });
