import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem, asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { invalidate } from '@/lib/cache/invalidate';
import { personalRead } from '@/lib/cache/personal-read';
import { isActivitySql } from '@/lib/progress/active-row';
import type { Recommendation } from './recommendations';

export type HintEvent = {
  courseId: string;
  rule: string;
  sectionId: string;
  kind: 'SHOWN' | 'DISMISSED' | 'FOLLOWED';
  at: string;
};

export const hintTag = (studentId: string): string => `hints:${studentId}`;

const ownEvents = statement(
  'analytics.recommendation-events',
  `SELECT course_id AS "courseId", rule, section_id AS "sectionId", kind, max(at) AS at
   FROM recommendation_events WHERE user_id = $1 GROUP BY 1, 2, 3, 4`,
);
const note = statement(
  'analytics.note-recommendations',
  `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, rules_override)
   SELECT $1, "courseId", rule, "sectionId", 'SHOWN', (now() AT TIME ZONE 'UTC')::date, version, override
   FROM jsonb_to_recordset($2::jsonb) AS r("courseId" uuid, rule text, "sectionId" uuid, version int, override bigint)
   ON CONFLICT DO NOTHING`,
);

/** What became of the viewer's recommendations, the newest of each kind. */
export const getHintEvents = personalRead(
  'progress',
  'analytics.recommendation-events',
  (viewer) => asViewer(viewer, (tx) => tx.rows<HintEvent>(ownEvents, [viewer.userId])),
  (viewer) => [hintTag(viewer.userId)],
);

const week = 7 * 86_400_000;

/** Writes down that recommendations were shown, each at most once a week: most views of a page write nothing. */
export async function noteShown(
  viewer: Viewer,
  recommendations: readonly Recommendation[],
  now: Date,
): Promise<void> {
  const events = await getHintEvents(viewer);
  const wasShown = (recommendation: Recommendation) =>
    events.some(
      (event) =>
        event.kind === 'SHOWN' &&
        isAbout(event, recommendation) &&
        now.getTime() - Date.parse(event.at) < week,
    );
  const fresh = recommendations.filter((recommendation) => !wasShown(recommendation));
  if (fresh.length === 0) return;
  const rows = fresh.map(({ courseId, rule, sectionId, rules }) => ({ courseId, rule, sectionId, ...rules }));
  await asViewer(viewer, (tx) => tx.rows(note, [viewer.userId, JSON.stringify(rows)]));
  await invalidate(hintTag(viewer.userId));
}

export const isAbout = (
  event: HintEvent,
  { courseId, rule, sectionId }: Pick<Recommendation, 'courseId' | 'rule' | 'sectionId'>,
): boolean => event.courseId === courseId && event.rule === rule && event.sectionId === sectionId;

// Followed: the section was worked on (for a lesson nearly done: finished) within seven days after it was shown.
// The day itself counts by the moment of the last activity, later days as days. Progress is joined without its lesson: with
// it the planner would take the index of the section, and go through its whole class.
const measure = statement(
  'analytics.measure-recommendations',
  `WITH followed AS (
     INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, rules_override)
     SELECT DISTINCT ON (r.user_id, r.course_id, r.rule, r.section_id) r.user_id, r.course_id, r.rule, r.section_id,
       'FOLLOWED'::recommendation_event_enum, (now() AT TIME ZONE 'UTC')::date, r.rules_version, r.rules_override
     FROM recommendation_events r JOIN sections s ON s.id = r.section_id
     JOIN courses c ON c.id = r.course_id JOIN institutions i ON i.id = c.institution_id
     JOIN user_progress p ON p.user_id = r.user_id AND p.course_id = r.course_id AND p.section_id = r.section_id
     CROSS JOIN LATERAL (SELECT (r.at AT TIME ZONE i.time_zone)::date AS shown_on) d
     WHERE r.kind = 'SHOWN' AND r.at > now() - interval '15 days' AND p.last_activity_at > r.at
       AND CASE WHEN r.rule = 'nearly-done' THEN p.completed_at > r.at AND p.completed_at <= r.at + interval '7 days'
         ELSE p.last_activity_at <= r.at + interval '7 days' OR EXISTS (
           SELECT 1 FROM activity_days a WHERE a.user_id = r.user_id AND a.course_id = r.course_id
             AND a.section_id = r.section_id AND a.day > d.shown_on AND a.day <= d.shown_on + 7
             AND ${isActivitySql('a')}) END
       AND NOT EXISTS (SELECT 1 FROM recommendation_events f WHERE (f.user_id, f.course_id, f.rule, f.section_id, f.kind)
         = (r.user_id, r.course_id, r.rule, r.section_id, 'FOLLOWED') AND f.at > r.at)
     ORDER BY r.user_id, r.course_id, r.rule, r.section_id, r.at DESC
     ON CONFLICT DO NOTHING RETURNING 1)
   SELECT count(*)::int AS followed FROM followed`,
);

/** Finds out which recommendations of the last two weeks were followed; a second run finds nothing more. */
export const measureRecommendations = (database: Database): Promise<number> =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ followed: number }>(measure);
    return row?.followed ?? 0;
  }, database);
