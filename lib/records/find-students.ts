import { z } from 'zod';
import { statement } from '@/db/statement';
import { readPeople } from '@/lib/access/people';
import { requirePatience } from '@/lib/access/search-patience';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { optional, searchText } from '@/lib/list-query';

/** What an administrator may look for students by, and which of them was chosen. */
export const chooseStudentQuery = z.strictObject({
  q: optional(searchText(100).min(2, 'at least two characters')),
  student: optional(z.guid().toLowerCase()),
});

export type KnownStudent = { id: string; name: string; email: string | null };
/** `keepsNamePrivate`: the student does not want the name to be given out (34 CFR 99.37). */
export type FoundStudent = KnownStudent & { keepsNamePrivate: boolean };
export type FoundStudents = { students: FoundStudent[]; total: number };

/** As many as one reads through; with more, one looks for more of the name. */
const mostShown = 20;

const chosen = statement(
  'records.chosen-student',
  `SELECT id, display_name AS name, email FROM users
   WHERE id = $1 AND institution_id = $2 AND EXISTS (SELECT FROM record_facts($1))`,
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
    const students = people.map(({ id, name, email, keepsNamePrivate }) => ({
      id,
      name,
      email,
      keepsNamePrivate,
    }));
    return { students, total };
  });

/** Who a student of the administrator's institution is, or was one; null for everybody else, whether they exist or not. */
export const readChosenStudent = (viewer: Viewer, studentId: string): Promise<KnownStudent | null> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const [student] = await tx.rows<KnownStudent>(chosen, [studentId, institutionId]);
    return student ?? null;
  });
