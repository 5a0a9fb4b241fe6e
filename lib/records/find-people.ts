import { z } from 'zod';
import { statement } from '@/db/statement';
import { auditDenial } from '@/lib/access/audit-denial';
import { deniedRecord } from '@/lib/access/denied';
import { type ListedPerson, readPeople } from '@/lib/access/people';
import { requirePatience } from '@/lib/access/search-patience';
import { toldWords } from '@/lib/access/told-words';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { optional, searchText } from '@/lib/list-query';

/** What an administrator may look for people by, and whose record was chosen. */
export const chooseStudentQuery = z.strictObject({
  q: optional(searchText(100).min(2, 'at least two characters')),
  student: optional(z.guid().toLowerCase()),
});

export type KnownStudent = { id: string; name: string; email: string | null };

/**
 * `hasRecord`: is a student, or was one, so that there is a record to ask for. `keepsNamePrivate`: the person does not want the
 * name to be given out (34 CFR 99.37).
 */
export type FoundPerson = Pick<
  ListedPerson,
  'id' | 'name' | 'email' | 'role' | 'hasRecord' | 'isOnlyGuardian' | 'keepsNamePrivate' | 'leftAt'
>;
export type FoundPeople = { people: FoundPerson[]; total: number };

/** As many as one reads through; with more, one looks for more of the name. */
const mostShown = 20;

const chosen = statement(
  'records.chosen-student',
  `SELECT id, display_name AS name, email FROM users
   WHERE id = $1 AND institution_id = $2 AND EXISTS (SELECT FROM record_facts($1))`,
);

/**
 * People of the administrator's institution, whatever their role, and whoever has left it, whose name or e-mail address contains
 * some words, by name.
 * The look is in the trail with the words and how many were found.
 *
 * @throws Refusal too-many beyond `searchLimit`
 */
export const findPeople = (viewer: Viewer, words: string): Promise<FoundPeople> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    await requirePatience(tx, viewer, institutionId);
    const { people, total } = await readPeople(tx, institutionId, {
      q: words,
      limit: mostShown,
      alsoLeft: true,
    });
    await appendAudit(tx, viewer, {
      action: 'record.find',
      objectType: 'education record',
      details: { words: toldWords(words), found: total },
    });
    return { people: people.map(found), total };
  });

/** Of what the list of people shows, as much as it takes to know whose record is meant. */
const found = ({
  id,
  name,
  email,
  role,
  hasRecord,
  isOnlyGuardian,
  keepsNamePrivate,
  leftAt,
}: ListedPerson): FoundPerson => ({
  id,
  name,
  email,
  role,
  hasRecord,
  isOnlyGuardian,
  keepsNamePrivate,
  leftAt,
});

/**
 * Who a student of the administrator's institution is, or was one; null for everybody else, whether they exist or not. The look is
 * in the trail, as is one in vain.
 */
export async function openChosenStudent(viewer: Viewer, studentId: string): Promise<KnownStudent | null> {
  const student = await asAdministrator(viewer, async (tx, institutionId) => {
    const [found] = await tx.rows<KnownStudent>(chosen, [studentId, institutionId]);
    if (found)
      await appendAudit(tx, viewer, {
        action: 'record.choose',
        objectType: 'education record',
        objectId: studentId,
        studentId,
      });
    return found;
  });
  if (!student) await auditDenial(viewer, deniedRecord(studentId, 'whose record it is'));
  return student ?? null;
}
