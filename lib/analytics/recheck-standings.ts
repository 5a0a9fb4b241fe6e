import { isDeepStrictEqual } from 'node:util';
import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { beforeAllDays, type OnRecord, type Recheck, recheck } from './rules/recheck';
import { type Judgement, judge, type Standing } from './standing';

type Row = OnRecord & { userId: string; courseId: string; day: string; evidence: Standing; was: Judgement };

const page = statement(
  'analytics.recheck-standings',
  `SELECT s.user_id AS "userId", s.course_id AS "courseId", s.day, s.evidence, s.rules_version AS version,
     s.rules_override AS override, o.changes, json_build_object('status', s.status, 'statusConfidence', s.status_confidence,
       'style', s.style, 'styleConfidence', s.style_confidence) AS was
   FROM standings s LEFT JOIN analytics_rules o ON o.id = s.rules_override
   WHERE (s.user_id, s.course_id, s.day) > ($1::uuid, $2::uuid, $3::date)
   ORDER BY s.user_id, s.course_id, s.day LIMIT $4`,
);

/** Concludes every status and style on record again, by the rules of its day. */
export const recheckStandings = (database: Database, signal: AbortSignal): Promise<Recheck> =>
  recheck<Row>(database, signal, {
    page,
    start: beforeAllDays,
    after: ({ userId, courseId, day }) => [userId, courseId, day],
    comesOut: ({ evidence, was }, rules) => isDeepStrictEqual(judge(evidence, rules), was),
  });
