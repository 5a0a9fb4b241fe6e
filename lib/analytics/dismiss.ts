import { z } from 'zod';
import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import type { Viewer } from '@/lib/access/viewer';
import { invalidate } from '@/lib/cache/invalidate';
import { notFound } from '@/lib/errors';
import { hintTag } from './recommendation-events';
import { recommendationRules } from './recommendations';
import { currentVersion } from './rules/versions';

const dismissal = z.strictObject({
  courseId: z.guid('is not the id of a course').toLowerCase(),
  sectionId: z.guid('is not the id of a section').toLowerCase(),
  rule: z.enum(recommendationRules, 'is not a rule'),
});

const ownSection = statement(
  'analytics.own-section',
  `SELECT CASE WHEN r.changes <> '{}' THEN r.id END AS override FROM enrollments e JOIN courses c ON c.id = e.course_id
   JOIN sections s ON s.course_id = e.course_id AND s.id = $3
   LEFT JOIN LATERAL institution_rules(c.institution_id) r ON true
   WHERE e.user_id = $1 AND e.course_id = $2 AND e.role = 'STUDENT'`,
);
const dismiss = statement(
  'analytics.dismiss',
  `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, rules_override)
   VALUES ($1, $2, $3, $4, 'DISMISSED', (now() AT TIME ZONE 'UTC')::date, $5, $6) ON CONFLICT DO NOTHING`,
);

/**
 * A student wants a recommendation out of the way for a while. Doing it twice changes nothing; the trail does
 * not keep what somebody did not care to read.
 */
export async function dismissRecommendation(viewer: Viewer | null, raw: unknown): Promise<void> {
  const studentId = await perform(
    {
      input: dismissal,
      allow: ({ role }) => role === 'STUDENT',
      run: async ({ tx, viewer: { userId }, input: { courseId, sectionId, rule } }) => {
        const [own] = await tx.rows<{ override: number | null }>(ownSection, [userId, courseId, sectionId]);
        if (!own) throw notFound();
        await tx.rows(dismiss, [userId, courseId, rule, sectionId, currentVersion, own.override]);
        return { value: userId, audit: null };
      },
    },
    viewer,
    raw,
  );
  await invalidate(hintTag(studentId));
}
