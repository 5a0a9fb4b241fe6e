import { statement } from '@/db/statement';
import { limitConcurrency } from '@/lib/access/concurrency';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { rulesFor } from '@/lib/analytics/rules/institution-rules';
import type { RulesReference } from '@/lib/analytics/rules/rules';
import { personalRead } from '@/lib/cache/personal-read';
import { requireClass } from '@/lib/classes/class-access';
import { contactTag } from './contact-tags';
import { type Impact, type ImpactRules, impactMethod } from './impact';
import { type RulesOfImpact, readImpact } from './read-impact';

export type ClassImpact = {
  /** Null while no contact is old enough to be looked at. */
  impact: Impact | null;
  /** When it was worked out, ISO; null where that was for this answer, at most ten minutes ago. */
  workedOutAt: string | null;
  /** By which it was worked out; by which it will be, where there is none. */
  rules: ImpactRules;
  reference: RulesReference;
};

type Stored = Pick<ClassImpact, 'impact' | 'workedOutAt'> & RulesReference;

/** Yesterday's, or one by rules that were changed a moment ago, serves until the next one is there. */
const stored = statement(
  'messages.stored-impact',
  `SELECT x.impact, x.worked_out_at AS "workedOutAt", x.rules_version AS version, x.rules_override AS override
   FROM contact_impacts x JOIN courses c ON c.id = x.course_id JOIN institutions i ON i.id = c.institution_id
   WHERE x.course_id = $1 AND x.day >= (now() AT TIME ZONE i.time_zone)::date - 1 AND x.rules_version IS NOT NULL
     AND (x.impact IS NULL OR x.impact ->> 'method' = $2)`,
);

/** Each day of contacts takes a look at the whole class: whoever turns to many classes keeps one connection busy, not all. */
const oneClassAtATime = limitConcurrency(1);

const liveImpact = personalRead(
  'analytics',
  'messages.impact',
  (viewer, courseId: string, rules: RulesOfImpact): Promise<Impact | null> =>
    oneClassAtATime(() => asViewer(viewer, (tx) => readImpact(tx, courseId, rules))),
  (_viewer, courseId) => [contactTag(courseId)],
);

/**
 * What students of a class did before and after they were written to, beside others who stood alike: as it was worked out last
 * night, since a contact counts only once the days after it are over; or now, for a class of which nothing is kept. Who may
 * ask is checked on every call.
 */
export async function getClassImpact(viewer: Viewer, courseId: string): Promise<ClassImpact> {
  const { institutionId, kept } = await asViewer(viewer, async (tx) => {
    const course = await requireClass(tx, viewer, courseId);
    const [row] = await tx.rows<Stored>(stored, [courseId, String(impactMethod)]);
    return { institutionId: course.institutionId, kept: row };
  });
  const { impact, risk, riskPoints, reference } = await rulesFor(institutionId);
  if (kept) {
    const { version, override, ...figure } = kept;
    return { ...figure, rules: kept.impact?.rules ?? impact, reference: { version, override } };
  }
  const live = await liveImpact(viewer, courseId, { impact, risk, riskPoints });
  return { impact: live, workedOutAt: null, rules: impact, reference };
}
