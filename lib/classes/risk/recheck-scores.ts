import { isDeepStrictEqual } from 'node:util';
import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { beforeAllDays, type OnRecord, type Recheck, recheck } from '@/lib/analytics/rules/recheck';
import type { RiskEvidence } from './keep-scores';
import { assess, type Reason } from './score';
import { weightsOf } from './weights';

type Row = OnRecord & {
  userId: string;
  courseId: string;
  day: string;
  evidence: RiskEvidence;
  score: number;
  reasons: Reason[];
};

const page = statement(
  'classes.risk.recheck-scores',
  `SELECT s.user_id AS "userId", s.course_id AS "courseId", s.day, s.evidence, s.score, s.reasons, s.weights_version AS version,
     s.rules_override AS override, o.changes
   FROM risk_snapshots s LEFT JOIN analytics_rules o ON o.id = s.rules_override
   WHERE (s.user_id, s.course_id, s.day) > ($1::uuid, $2::uuid, $3::date)
   ORDER BY s.user_id, s.course_id, s.day LIMIT $4`,
);

/** Works out every kept at-risk score again, with its reasons, by the rules of its day. */
export const recheckScores = (database: Database, signal: AbortSignal): Promise<Recheck> =>
  recheck<Row>(database, signal, {
    page,
    start: beforeAllDays,
    after: ({ userId, courseId, day }) => [userId, courseId, day],
    comesOut: ({ evidence: { student, usual }, score, reasons }, rules) => {
      const again = assess(student, usual, weightsOf(rules));
      return isDeepStrictEqual([again?.score, again?.reasons], [score, reasons]);
    },
  });
