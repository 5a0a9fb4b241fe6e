import { z } from 'zod';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { nothingChanged } from '@/lib/audit/untold';
import { invalidate } from '@/lib/cache/invalidate';
import { notFound } from '@/lib/errors';
import { fieldLabels } from '@/lib/field-labels';
import { recommendationRules } from './advice/evidence';
import { hintTag } from './recommendation-events';
import { currentVersion } from './rules/versions';

const dismissal = z
  .strictObject({
    courseId: z.guid('is not the id of a course').toLowerCase(),
    sectionId: z.guid('is not the id of a section').toLowerCase(),
    rule: z.enum(recommendationRules, 'is not a rule'),
  })
  .register(fieldLabels, { courseId: 'Course', sectionId: 'Section', rule: 'Rule' });

const ownSection = statement(
  'analytics.own-section',
  `SELECT CASE WHEN r.changes <> '{}' THEN r.id END AS override FROM enrollments e JOIN courses c ON c.id = e.course_id
   JOIN sections s ON s.course_id = e.course_id AND s.id = $3
   LEFT JOIN LATERAL institution_rules(c.institution_id) r ON true
   WHERE e.user_id = $1 AND e.course_id = $2 AND e.role = 'STUDENT'`,
);
const dismiss = statement(
  'analytics.dismiss',
  `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, rules_override, evidence)
   SELECT $1, $2, $3, $4, 'DISMISSED', (now() AT TIME ZONE 'UTC')::date, coalesce(shown.rules_version, $5),
     CASE WHEN shown.rules_version IS NULL THEN $6 ELSE shown.rules_override END, shown.evidence
   FROM (SELECT) once LEFT JOIN LATERAL (
     SELECT e.rules_version, e.rules_override, e.evidence FROM recommendation_events e
     WHERE e.user_id = $1 AND e.course_id = $2 AND e.rule = $3 AND e.section_id = $4 AND e.kind = 'SHOWN'
     ORDER BY e.day DESC LIMIT 1) shown ON true
   ON CONFLICT DO NOTHING RETURNING 1`,
);

/**
 * A student wants a recommendation out of the way for a while. On record it stands by the rules and with the evidence of
 * its last showing. Doing it twice a day changes nothing.
 */
export async function dismissRecommendation(viewer: Viewer | null, raw: unknown): Promise<void> {
  const studentId = await perform(
    {
      input: dismissal,
      allow: ({ role }) => role === 'STUDENT',
      run: async ({ tx, viewer: { userId }, input: { courseId, sectionId, rule } }) => {
        const [own] = await tx.rows<{ override: number | null }>(ownSection, [userId, courseId, sectionId]);
        if (!own) throw notFound();
        const values = [userId, courseId, rule, sectionId, currentVersion, own.override];
        const dismissed = await tx.rows(dismiss, values);
        const details = { courseId, rule };
        const audit = {
          action: 'recommendation.dismiss',
          objectType: 'section',
          objectId: sectionId,
          details,
        };
        return { value: userId, audit: dismissed.length > 0 ? audit : nothingChanged };
      },
    },
    viewer,
    raw,
  );
  await invalidate(hintTag(studentId));
}
