import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem, asViewer, asViewerInto } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { invalidate } from '@/lib/cache/invalidate';
import { personalRead } from '@/lib/cache/personal-read';
import { isActivitySql } from '@/lib/progress/active-row';
import { evidenceShapes } from './advice/evidence';
import type { Grounded, Recommendation } from './recommendations';
import { recommendations as hintRules } from './rules/recommendations';
import { ruleSql } from './rules/rule-sql';

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
  `INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, rules_override, evidence)
   SELECT $1, "courseId", rule, "sectionId", 'SHOWN', (now() AT TIME ZONE 'UTC')::date, version, override, evidence
   FROM jsonb_to_recordset($2::jsonb) AS r("courseId" uuid, rule text, "sectionId" uuid, version int, override bigint, evidence jsonb)
   ON CONFLICT DO NOTHING`,
);

/** What became of the viewer's recommendations, the newest of each kind. */
export const getHintEvents = personalRead(
  'progress',
  'analytics.recommendation-events',
  (viewer) => asViewer(viewer, (tx) => tx.rows<HintEvent>(ownEvents, [viewer.userId])),
  (viewer) => [hintTag(viewer.userId)],
);

const dayLength = 86_400_000;

/**
 * Writes down that recommendations were shown and what they were concluded from, each once within the days in which it may
 * be followed: most views of a page write nothing.
 */
export async function noteShown(viewer: Viewer, shown: readonly Grounded[], now: Date): Promise<void> {
  const events = await getHintEvents(viewer);
  const wasShown = ({ recommendation, rules }: Grounded) =>
    events.some(
      (event) =>
        event.kind === 'SHOWN' &&
        isAbout(event, recommendation) &&
        now.getTime() - Date.parse(event.at) < rules.recommendations.followedDays * dayLength,
    );
  const fresh = shown.filter((each) => !wasShown(each));
  if (fresh.length === 0) return;
  const rows = fresh.map(({ recommendation: { courseId, rule, sectionId, rules }, seen }) => ({
    courseId,
    rule,
    sectionId,
    ...rules,
    evidence: evidenceShapes[rule].parse(seen),
  }));
  await asViewerInto('recommendation_events', viewer, (tx) =>
    tx.rows(note, [viewer.userId, JSON.stringify(rows)]),
  );
  await invalidate(hintTag(viewer.userId));
}

export const isAbout = (
  event: HintEvent,
  { courseId, rule, sectionId }: Pick<Recommendation, 'courseId' | 'rule' | 'sectionId'>,
): boolean => event.courseId === courseId && event.rule === rule && event.sectionId === sectionId;

/** By the rules of the showing: an answer keeps them, and what was seen, from what it answers. */
const followedDays = ruleSql('recommendations.followedDays', 'r.rules_version', 'o.changes');
/** Days for which the job may have stood still. */
const late = 8;
const longest = hintRules.thresholds.followedDays.max + late;

// Followed: the section was worked on (for a lesson nearly done: finished) within the days of the rules after it was shown.
// The day itself counts by the moment of the last activity, later days as days. Progress is joined without its lesson: with
// it the planner would take the index of the section, and go through its whole class.
const measure = statement(
  'analytics.measure-recommendations',
  `WITH followed AS (
     INSERT INTO recommendation_events (user_id, course_id, rule, section_id, kind, day, rules_version, rules_override, evidence)
     SELECT DISTINCT ON (r.user_id, r.course_id, r.rule, r.section_id) r.user_id, r.course_id, r.rule, r.section_id,
       'FOLLOWED'::recommendation_event_enum, (now() AT TIME ZONE 'UTC')::date, r.rules_version, r.rules_override, r.evidence
     FROM recommendation_events r LEFT JOIN analytics_rules o ON o.id = r.rules_override JOIN sections s ON s.id = r.section_id
     JOIN courses c ON c.id = r.course_id JOIN institutions i ON i.id = c.institution_id
     JOIN user_progress p ON p.user_id = r.user_id AND p.course_id = r.course_id AND p.section_id = r.section_id
     CROSS JOIN LATERAL (SELECT (r.at AT TIME ZONE i.time_zone)::date AS shown_on, ${followedDays} AS days) d
     WHERE r.kind = 'SHOWN' AND r.at > now() - interval '${longest} days' AND r.at > now() - make_interval(days => d.days + ${late})
       AND p.last_activity_at > r.at
       AND CASE WHEN r.rule = 'nearly-done' THEN p.completed_at > r.at AND p.completed_at <= r.at + make_interval(days => d.days)
         ELSE p.last_activity_at <= r.at + make_interval(days => d.days) OR EXISTS (
           SELECT 1 FROM activity_days a WHERE a.user_id = r.user_id AND a.course_id = r.course_id
             AND a.section_id = r.section_id AND a.day > d.shown_on AND a.day <= d.shown_on + d.days
             AND ${isActivitySql('a')}) END
       AND NOT EXISTS (SELECT 1 FROM recommendation_events f WHERE (f.user_id, f.course_id, f.rule, f.section_id, f.kind)
         = (r.user_id, r.course_id, r.rule, r.section_id, 'FOLLOWED') AND f.at > r.at)
     ORDER BY r.user_id, r.course_id, r.rule, r.section_id, r.at DESC
     ON CONFLICT DO NOTHING RETURNING 1)
   SELECT count(*)::int AS followed FROM followed`,
);

/** Finds out which recommendations of the last weeks were followed; a second run finds nothing more. */
export const measureRecommendations = (database: Database): Promise<number> =>
  asSystem(async (tx) => {
    const [row] = await tx.rows<{ followed: number }>(measure);
    return row?.followed ?? 0;
  }, database);
