import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { type Kept, recommendAgain } from './recommendations';
import { beforeAllEvents, type OnRecord, type Recheck, recheck } from './rules/recheck';

type Row = OnRecord & Kept & { userId: string; sectionId: string; kind: string; day: string };

// The order of an enumeration is no secret but not declared so, and row security lets no such condition come first: the student
// alone leads into the key.
const page = statement(
  'analytics.recheck-recommendations',
  `SELECT e.user_id AS "userId", e.course_id AS "courseId", e.rule, e.section_id AS "sectionId", e.kind, e.day, e.evidence,
     e.rules_version AS version, e.rules_override AS override, o.changes
   FROM recommendation_events e LEFT JOIN analytics_rules o ON o.id = e.rules_override
   WHERE e.user_id >= $1::uuid AND (e.user_id, e.course_id, e.rule, e.section_id, e.kind, e.day)
     > ($1::uuid, $2::uuid, $3::text, $4::uuid, $5::recommendation_event_enum, $6::date)
   ORDER BY e.user_id, e.course_id, e.rule, e.section_id, e.kind, e.day LIMIT $7`,
);

/** Concludes every recommendation on record again, by the rules of its day: whether it points to its section. */
export const recheckRecommendations = (database: Database, signal: AbortSignal): Promise<Recheck> =>
  recheck<Row>(database, signal, {
    page,
    start: beforeAllEvents,
    after: ({ userId, courseId, rule, sectionId, kind, day }) => [
      userId,
      courseId,
      rule,
      sectionId,
      kind,
      day,
    ],
    comesOut: (row, rules) =>
      row.evidence === null ? null : recommendAgain(row, rules)?.sectionId === row.sectionId,
  });
