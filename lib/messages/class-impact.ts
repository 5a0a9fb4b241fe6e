import { statement } from '@/db/statement';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { personalRead } from '@/lib/cache/personal-read';
import { requireClass } from '@/lib/classes/class-access';
import { contactTag } from './contact-tags';
import type { Impact } from './impact';
import { readImpact } from './read-impact';

export type ClassImpact = {
  /** Null while no contact is old enough to be looked at. */
  impact: Impact | null;
  /** When it was worked out, ISO; null where that was for this answer, at most ten minutes ago. */
  workedOutAt: string | null;
};

/** Yesterday's serves until the one of the night is there. */
const stored = statement(
  'messages.stored-impact',
  `SELECT x.impact, x.worked_out_at AS "workedOutAt" FROM contact_impacts x JOIN courses c ON c.id = x.course_id
   JOIN institutions i ON i.id = c.institution_id
   WHERE x.course_id = $1 AND x.day >= (now() AT TIME ZONE i.time_zone)::date - 1`,
);

const liveImpact = personalRead(
  'analytics',
  'messages.impact',
  (viewer, courseId: string): Promise<Impact | null> => asViewer(viewer, (tx) => readImpact(tx, courseId)),
  (_viewer, courseId) => [contactTag(courseId)],
);

/**
 * What students of a class did before and after they were written to, beside others as active: as it was worked out last
 * night, since a contact counts only once its two weeks are over; or now, for a class of which nothing is kept. Who may
 * ask is checked on every call.
 */
export async function getClassImpact(viewer: Viewer, courseId: string): Promise<ClassImpact> {
  const [kept] = await asViewer(viewer, async (tx) => {
    await requireClass(tx, viewer, courseId);
    return tx.rows<ClassImpact>(stored, [courseId]);
  });
  return kept ?? { impact: await liveImpact(viewer, courseId), workedOutAt: null };
}
