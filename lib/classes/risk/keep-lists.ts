import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { newestChangesJoin } from '@/lib/analytics/rules/newest-changes';
import type { Rules } from '@/lib/analytics/rules/rules';
import { readRulesOfAll } from '@/lib/analytics/rules/rules-of-all';
import { currentVersion } from '@/lib/analytics/rules/versions';
import { allowTime } from './allow-time';
import { riskDaysSql } from './calendar';
import { compareWeeks, type Listed, type WeekOnList } from './compare-weeks';
import { eachClass } from './each-class';
import { lockRiskLists } from './forget-lists';
import { readClassWeek } from './read-class-days';
import { longestLeft } from './schema';
import { weightsOf } from './weights';

/** Students below which a class has no stored list: working it out takes no time. */
const leastStudents = 10;
const batchSize = 500;

type DueClass = { id: string; institutionId: string; day: string };

/** Classes without a list of the last day that is over, made by the rules of now. */
const due = statement(
  'classes.risk.due',
  `SELECT c.id, c.institution_id AS "institutionId", d.usual AS day
   FROM course_cards k JOIN courses c ON c.id = k.course_id JOIN institutions i ON i.id = c.institution_id
   CROSS JOIN LATERAL ${riskDaysSql} d LEFT JOIN risk_lists l ON l.course_id = c.id
   ${newestChangesJoin}
   WHERE k.enrolled >= $1 AND c.deleted_at IS NULL AND c.status <> 'DRAFT'
     AND (l.day, l.rules_version, l.rules_override) IS DISTINCT FROM (d.usual, $2::int, r.id)
   ORDER BY c.id`,
);
const saveList = statement(
  'classes.risk.save-list',
  `INSERT INTO risk_lists AS l (course_id, day, rules_version, rules_override, not_enough, usual, judged, compared, gone, gone_total)
   VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9::jsonb, $10)
   ON CONFLICT (course_id) DO UPDATE SET day = excluded.day, worked_out_at = excluded.worked_out_at,
     rules_version = excluded.rules_version, rules_override = excluded.rules_override, not_enough = excluded.not_enough,
     usual = excluded.usual, judged = excluded.judged, compared = excluded.compared, gone = excluded.gone,
     gone_total = excluded.gone_total`,
);
const clearStudents = statement(
  'classes.risk.clear-students',
  'DELETE FROM risk_list_students WHERE course_id = $1',
);
const saveStudents = statement(
  'classes.risk.save-students',
  `INSERT INTO risk_list_students (course_id, user_id, score, confidence, change, changed, reasons)
   SELECT $1, w."userId", w.score, w.confidence, w.change ->> 'kind', nullif(w.change, 'null'), w.reasons
   FROM jsonb_to_recordset($2::jsonb) AS w("userId" uuid, score smallint, confidence text, change jsonb, reasons jsonb)`,
);

/**
 * Works out the at-risk list of every class that has none of yesterday, or of its last active day once it is over: at
 * night, after an import, and after a change of the rules. A class a transaction; a run that was cut off, or a second
 * one, goes on with what is left.
 *
 * @returns how many classes were worked out, and students listed
 */
export async function keepRiskLists(database: Database, signal: AbortSignal) {
  const [classes, rulesOf] = await asSystem(
    async (tx) =>
      [await tx.rows<DueClass>(due, [leastStudents, currentVersion]), await readRulesOfAll(tx)] as const,
    database,
  );
  const done = { classes: 0, listed: 0 };
  await eachClass(classes, signal, async (each) => {
    done.listed += await asSystem((tx) => keepList(tx, each, rulesOf(each.institutionId)), database);
    done.classes++;
  });
  return done;
}

async function keepList(tx: Transaction, { id, day }: DueClass, rules: Rules): Promise<number> {
  await tx.rows(allowTime);
  await lockRiskLists(tx, [id]);
  const { now, before } = await readClassWeek(tx, id, day);
  const week = compareWeeks(now, before, weightsOf(rules));
  await tx.rows(saveList, [id, day, rules.reference.version, rules.reference.override, ...columnsOf(week)]);
  await replaceStudents(tx, id, week.listed);
  return week.listed.length;
}

const columnsOf = ({ notEnough, usual, judged, compared, left }: WeekOnList) => [
  notEnough,
  usual && JSON.stringify(usual),
  judged,
  compared,
  JSON.stringify(left.slice(0, longestLeft)),
  left.length,
];

async function replaceStudents(tx: Transaction, courseId: string, listed: Listed[]): Promise<void> {
  await tx.rows(clearStudents, [courseId]);
  for (let from = 0; from < listed.length; from += batchSize) {
    await tx.rows(saveStudents, [courseId, JSON.stringify(listed.slice(from, from + batchSize))]);
  }
}
