import { statement } from '@/db/statement';
import { limitConcurrency } from '@/lib/access/concurrency';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { rulesFor } from '@/lib/analytics/rules/institution-rules';
import { personalRead } from '@/lib/cache/personal-read';
import { requireClass } from '@/lib/classes/class-access';
import { type Weights, weightsOf } from '@/lib/classes/risk/weights';
import { contactTag } from './contact-tags';
import { type Impact, impactMethod } from './impact';
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
   WHERE x.course_id = $1 AND x.day >= (now() AT TIME ZONE i.time_zone)::date - 1
     AND (x.impact IS NULL OR x.impact ->> 'method' = $2)`,
);

/** Each day of contacts takes a look at the whole class: whoever turns to many classes keeps one connection busy, not all. */
const oneClassAtATime = limitConcurrency(1);

const liveImpact = personalRead(
  'analytics',
  'messages.impact',
  (viewer, courseId: string, weights: Weights): Promise<Impact | null> =>
    oneClassAtATime(() => asViewer(viewer, (tx) => readImpact(tx, courseId, weights))),
  (_viewer, courseId) => [contactTag(courseId)],
);

/**
 * What students of a class did before and after they were written to, beside others who stood alike: as it was worked out last
 * night, since a contact counts only once its two weeks are over; or now, for a class of which nothing is kept. Who may
 * ask is checked on every call.
 */
export async function getClassImpact(viewer: Viewer, courseId: string): Promise<ClassImpact> {
  const { institutionId, kept } = await asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const [row] = await tx.rows<ClassImpact>(stored, [courseId, String(impactMethod)]);
    return { institutionId: course.institutionId, kept: row };
  });
  if (kept) return kept;
  const weights = weightsOf(await rulesFor(institutionId));
  return { impact: await liveImpact(viewer, courseId, weights), workedOutAt: null };
}
