import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import type { CalendarDay } from './calendar-day';
import { classPlaceSql, type EvidenceRow, evidenceColumns, evidenceOf } from './evidence';
import type { Rules } from './rules/rules';
import { readRulesOfAll } from './rules/rules-of-all';
import { type Judgement, judge, type Standing } from './standing';

const batchSize = 2_000;

type Conclusion = Judgement & { rulesVersion: number; rulesOverride: number | null };

type Row = EvidenceRow & {
  id: string;
  userId: string;
  courseId: string;
  institutionId: string;
  day: CalendarDay;
  last: Conclusion | null;
};

// Every active enrolment that has begun, in order of id, with what was concluded last: a status depends on classmates and
// rules too, so who does nothing is judged as well. One that has a row of the day waits for the next day, so that a second
// run of a night finds nothing.
const evidence = statement(
  'analytics.standing-evidence',
  `SELECT e.id, e.user_id AS "userId", e.course_id AS "courseId", c.institution_id AS "institutionId", e.day, e.last, ${evidenceColumns}
   FROM (
     SELECT e.*, d.day, last.conclusion AS last FROM enrollments e
     JOIN courses c ON c.id = e.course_id JOIN institutions i ON i.id = c.institution_id
     CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE i.time_zone)::date AS day) d
     LEFT JOIN LATERAL (SELECT s.day, json_build_object('status', s.status, 'statusConfidence', s.status_confidence,
         'style', s.style, 'styleConfidence', s.style_confidence, 'rulesVersion', s.rules_version,
         'rulesOverride', s.rules_override) AS conclusion
       FROM standings s WHERE s.user_id = e.user_id AND s.course_id = e.course_id ORDER BY s.day DESC LIMIT 1) last ON true
     WHERE e.id > $1 AND e.role = 'STUDENT' AND e.status = 'ACTIVE' AND e.first_activity_at IS NOT NULL
       AND (last.day IS NULL OR last.day < d.day)
     ORDER BY e.id LIMIT $2) e
   JOIN courses c ON c.id = e.course_id
   ${classPlaceSql}
   ORDER BY e.id`,
);
const insert = statement(
  'analytics.record-standings',
  `INSERT INTO standings (user_id, course_id, day, evidence, status, status_confidence, style, style_confidence,
     rules_version, rules_override)
   SELECT * FROM jsonb_to_recordset($1::jsonb) AS r("userId" uuid, "courseId" uuid, day date, evidence jsonb, status text,
     "statusConfidence" text, style text, "styleConfidence" text, "rulesVersion" int, "rulesOverride" bigint)
   ON CONFLICT DO NOTHING`,
);

/**
 * Judges every active enrolment that has begun, and records status and style where they or the rules they follow from are
 * not those of its last record, with the evidence: at most one row a day, in batches that each commit. A run that was cut
 * off, or a second one, goes on with what is left.
 *
 * @returns how many were recorded
 */
export async function recordStandings(database: Database, signal: AbortSignal): Promise<number> {
  const rules = await asSystem(readRulesOfAll, database);
  let after = '00000000-0000-0000-0000-000000000000';
  let total = 0;
  while (!signal.aborted) {
    const { last, recorded } = await asSystem((tx) => recordBatch(tx, after, rules), database);
    if (last === null) break;
    after = last;
    total += recorded;
  }
  return total;
}

/** @returns the enrolment it came to, null at the end, and how many it recorded */
async function recordBatch(
  tx: Transaction,
  after: string,
  rules: (institutionId: string) => Rules,
): Promise<{ last: string | null; recorded: number }> {
  const rows = await tx.rows<Row>(evidence, [after, batchSize]);
  const changed = rows.flatMap((row) => {
    const record = concluded(row, evidenceOf(row), rules(row.institutionId));
    return row.last !== null && isSame(record, row.last) ? [] : [record];
  });
  await writeStandings(tx, changed);
  return { last: rows.at(-1)?.id ?? null, recorded: changed.length };
}

const isSame = (a: Conclusion, b: Conclusion): boolean =>
  a.status === b.status &&
  a.statusConfidence === b.statusConfidence &&
  a.style === b.style &&
  a.styleConfidence === b.styleConfidence &&
  a.rulesVersion === b.rulesVersion &&
  a.rulesOverride === b.rulesOverride;

export type StandingRecord = Conclusion & {
  userId: string;
  courseId: string;
  day: CalendarDay;
  evidence: Standing;
};

/** Evidence with what the rules conclude from it. */
export const concluded = (
  { userId, courseId, day }: Pick<StandingRecord, 'userId' | 'courseId' | 'day'>,
  seen: Standing,
  rules: Rules,
): StandingRecord => ({
  userId,
  courseId,
  day,
  evidence: seen,
  ...judge(seen, rules),
  rulesVersion: rules.reference.version,
  rulesOverride: rules.reference.override,
});

/** Puts standings on record; one that is there already for its day stays as it is. */
export async function writeStandings(tx: Transaction, records: readonly StandingRecord[]): Promise<void> {
  if (records.length > 0) await tx.rows(insert, [JSON.stringify(records)]);
}
