import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';
import { readContestableCourses } from './amendments/queries';
import type { ContestableCourse } from './amendments/schema';
import { readConsents } from './consents/queries';
import type { Consent } from './consents/schema';
import { readDisclosureRecord } from './disclosed/record';
import type { DisclosureEntry } from './disclosed/schema';
import { readStudentRights } from './guardians/queries';
import type { StudentRights } from './guardians/schema';

export type StudentFile = {
  rights: StudentRights;
  /** In which something can be wrong that a letter is about. */
  courses: ContestableCourse[];
  consents: Consent[];
  disclosures: DisclosureEntry[];
};

/**
 * Who holds the rights in the record of a student of the administrator's institution, what was consented to and to whom it
 * was given: one look, which the student sees.
 *
 * @throws Refusal where the institution has no such student
 */
export const openStudentFile = (viewer: Viewer, studentId: string): Promise<StudentFile> =>
  asAdministrator(viewer, async (tx, institutionId) => {
    const rights = await readStudentRights(tx, institutionId, studentId);
    await appendAudit(tx, viewer, {
      action: 'student.rights.view',
      objectType: 'education record',
      objectId: studentId,
      studentId,
    });
    return {
      rights,
      courses: await readContestableCourses(tx, studentId),
      consents: await readConsents(tx, studentId),
      disclosures: await readDisclosureRecord(tx, studentId),
    };
  });
