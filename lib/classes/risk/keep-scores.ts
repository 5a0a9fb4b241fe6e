import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import type { Rules } from '@/lib/analytics/rules/rules';
import { readRulesOfAll } from '@/lib/analytics/rules/rules-of-all';
import { allowTime } from './allow-time';
import { assessClass } from './assess-class';
import { eachClass } from './each-class';
import type { ClassFigures, RiskFacts } from './facts';
import { readClassDay } from './read-class-days';
import { weightsOf } from './weights';

/** What a kept score was made of: `assess` gives it back from this under the weights of its rules. */
export type RiskEvidence = { student: RiskFacts; usual: ClassFigures };

const batchSize = 500;

type RunningCourse = { id: string; institutionId: string; yesterday: string };

const running = statement(
  'classes.risk.running',
  `SELECT c.id, c.institution_id AS "institutionId", t.today - 1 AS yesterday FROM courses c JOIN institutions i ON i.id = c.institution_id
   CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE i.time_zone)::date AS today) t
   WHERE c.status = 'PUBLISHED' AND c.deleted_at IS NULL AND coalesce(c.starts_on < t.today, true)
     AND coalesce(c.ends_on >= t.today - 1, true) ORDER BY c.id`,
);

const save = statement(
  'classes.risk.save',
  `WITH kept AS (
     INSERT INTO risk_snapshots (user_id, course_id, day, score, reasons, evidence, weights_version, rules_override)
     SELECT w."userId", $1, $2::date, w.score, w.reasons, w.evidence, $4, $7::bigint
     FROM jsonb_to_recordset($3::jsonb) AS w("userId" uuid, score smallint, reasons jsonb, evidence jsonb)
     WHERE w.score >= $5 OR EXISTS (SELECT 1 FROM risk_snapshots s
       WHERE s.user_id = w."userId" AND s.course_id = $1 AND s.day >= $2::date - $6::int)
     ON CONFLICT DO NOTHING RETURNING 1)
   SELECT count(*)::int AS kept FROM kept`,
);

/**
 * Keeps, for every running course, yesterday's scores of whoever is on its at-risk list and of whoever was
 * lately, as the rules say. Nothing is kept of students who never stood out. A second run adds nothing.
 *
 * @returns how many courses were looked at, and scores kept
 */
export async function keepRiskScores(database: Database, signal: AbortSignal) {
  const [courses, rulesOf] = await asSystem(
    async (tx) => [await tx.rows<RunningCourse>(running), await readRulesOfAll(tx)] as const,
    database,
  );
  const done = { courses: 0, kept: 0 };
  await eachClass(courses, signal, async (course) => {
    done.kept += await asSystem((tx) => keepClass(tx, course, rulesOf(course.institutionId)), database);
    done.courses++;
  });
  return done;
}

async function keepClass(tx: Transaction, course: RunningCourse, rules: Rules): Promise<number> {
  await tx.rows(allowTime);
  const seen = await readClassDay(tx, course.id, course.yesterday);
  const weights = weightsOf(rules);
  const answer = assessClass(seen, weights);
  if (answer.usual === null) return 0;
  const facts = new Map(seen.students.map((student) => [student.userId, student]));
  const rows = answer.assessments.map(({ userId, score, reasons }) => ({
    userId,
    score,
    reasons,
    evidence: { student: facts.get(userId), usual: answer.usual },
  }));
  let kept = 0;
  for (let from = 0; from < rows.length; from += batchSize) {
    const batch = JSON.stringify(rows.slice(from, from + batchSize));
    const [saved] = await tx.rows<{ kept: number }>(save, [
      course.id,
      course.yesterday,
      batch,
      rules.reference.version,
      weights.listedFrom,
      weights.keptDays,
      rules.reference.override,
    ]);
    kept += saved?.kept ?? 0;
  }
  return kept;
}
