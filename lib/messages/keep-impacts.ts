import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { impact as impactPart } from '@/lib/analytics/rules/impact';
import { newestChangesJoin } from '@/lib/analytics/rules/newest-changes';
import { ruleSql } from '@/lib/analytics/rules/rule-sql';
import type { Rules } from '@/lib/analytics/rules/rules';
import { readRulesOfAll } from '@/lib/analytics/rules/rules-of-all';
import { currentVersion } from '@/lib/analytics/rules/versions';
import { allowTime } from '@/lib/classes/risk/allow-time';
import { eachClass } from '@/lib/classes/risk/each-class';
import { impactMethod } from './impact';
import { readImpact } from './read-impact';

/** Below twice the least that an institution may choose there is nothing to compare. */
const smallestClass = 2 * impactPart.thresholds.leastStudents.min;
const lookedBackDays = ruleSql('impact.lookedBackDays', currentVersion, 'r.changes');

// Classes that were written to or noted about of late and have no figure of today, made as it is made now by the rules of now.
const due = statement(
  'messages.due-impacts',
  `SELECT c.id, c.institution_id AS "institutionId", t.today AS day
   FROM course_cards k JOIN courses c ON c.id = k.course_id JOIN institutions i ON i.id = c.institution_id
   CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE i.time_zone)::date AS today) t
   LEFT JOIN contact_impacts x ON x.course_id = c.id
   ${newestChangesJoin}
   CROSS JOIN LATERAL (SELECT now() - make_interval(days => ${lookedBackDays}) AS since) b
   WHERE k.enrolled >= $1 AND c.deleted_at IS NULL
     AND ((x.day, x.rules_version, x.rules_override) IS DISTINCT FROM (t.today, $2::int, r.id)
       OR x.impact IS NOT NULL AND x.impact ->> 'method' IS DISTINCT FROM $3) AND (
     EXISTS (SELECT 1 FROM messages m WHERE m.course_id = c.id AND m.created_at > b.since)
     OR EXISTS (SELECT 1 FROM student_notes n WHERE n.course_id = c.id AND n.created_at > b.since))
   ORDER BY c.id`,
);
const save = statement(
  'messages.save-impact',
  `INSERT INTO contact_impacts AS x (course_id, day, rules_version, rules_override, impact) VALUES ($1, $2, $3, $4, $5::jsonb)
   ON CONFLICT (course_id) DO UPDATE SET day = excluded.day, worked_out_at = excluded.worked_out_at,
     rules_version = excluded.rules_version, rules_override = excluded.rules_override, impact = excluded.impact`,
);

const forget = statement(
  'messages.forget-impacts',
  'DELETE FROM contact_impacts WHERE course_id = ANY ($1::uuid[])',
);

type DueClass = { id: string; institutionId: string; day: string };

/**
 * Works out what came of contacts in every class that has no figure of today by its rules: a class a transaction; a run that was cut
 * off, or a second one, goes on with what is left.
 *
 * @returns how many classes were worked out
 */
export async function keepImpacts(database: Database, signal: AbortSignal): Promise<number> {
  const wanted = [smallestClass, currentVersion, String(impactMethod)];
  const [classes, rulesOf] = await asSystem(
    async (tx) => [await tx.rows<DueClass>(due, wanted), await readRulesOfAll(tx)] as const,
    database,
  );
  let done = 0;
  await eachClass(classes, signal, async (each) => {
    await asSystem((tx) => keepImpact(tx, each, rulesOf(each.institutionId)), database);
    done++;
  });
  return done;
}

async function keepImpact(tx: Transaction, { id, day }: DueClass, rules: Rules): Promise<void> {
  await tx.rows(allowTime);
  const impact = await readImpact(tx, id, rules);
  const { version, override } = rules.reference;
  await tx.rows(save, [id, day, version, override, impact && JSON.stringify(impact)]);
}

/** Forgets what is kept of classes whose past has changed, as by an import: it is worked out again when asked for. */
export async function forgetImpacts(tx: Transaction, courseIds: readonly string[]): Promise<void> {
  await tx.rows(forget, [courseIds]);
}
