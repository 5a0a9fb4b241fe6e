import type { Database, Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { readRulesOfAll } from '@/lib/analytics/rules/rules-of-all';
import { allowTime } from '@/lib/classes/risk/allow-time';
import { eachClass } from '@/lib/classes/risk/each-class';
import { type Weights, weightsOf } from '@/lib/classes/risk/weights';
import { impactMethod, leastStudents } from './impact';
import { lookedBack, readImpact } from './read-impact';

// Classes that were written to or noted about in the last half year and have no figure of today, made as it is made now.
const due = statement(
  'messages.due-impacts',
  `SELECT c.id, c.institution_id AS "institutionId", t.today AS day
   FROM course_cards k JOIN courses c ON c.id = k.course_id JOIN institutions i ON i.id = c.institution_id
   CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE i.time_zone)::date AS today) t
   LEFT JOIN contact_impacts x ON x.course_id = c.id
   WHERE k.enrolled >= $1 AND c.deleted_at IS NULL
     AND (x.day IS DISTINCT FROM t.today OR x.impact IS NOT NULL AND x.impact ->> 'method' IS DISTINCT FROM $3) AND (
     EXISTS (SELECT 1 FROM messages m WHERE m.course_id = c.id AND m.created_at > now() - make_interval(days => $2))
     OR EXISTS (SELECT 1 FROM student_notes n WHERE n.course_id = c.id AND n.created_at > now() - make_interval(days => $2)))
   ORDER BY c.id`,
);
const save = statement(
  'messages.save-impact',
  `INSERT INTO contact_impacts AS x (course_id, day, impact) VALUES ($1, $2, $3::jsonb)
   ON CONFLICT (course_id) DO UPDATE SET day = excluded.day, worked_out_at = excluded.worked_out_at, impact = excluded.impact`,
);

const forget = statement(
  'messages.forget-impacts',
  'DELETE FROM contact_impacts WHERE course_id = ANY ($1::uuid[])',
);

type DueClass = { id: string; institutionId: string; day: string };

/**
 * Works out what came of contacts in every class that has no figure of today: a class a transaction; a run that was cut
 * off, or a second one, goes on with what is left.
 *
 * @returns how many classes were worked out
 */
export async function keepImpacts(database: Database, signal: AbortSignal): Promise<number> {
  // Smaller ones have nothing to compare.
  const least = [2 * leastStudents, lookedBack, String(impactMethod)];
  const [classes, rulesOf] = await asSystem(
    async (tx) => [await tx.rows<DueClass>(due, least), await readRulesOfAll(tx)] as const,
    database,
  );
  let done = 0;
  await eachClass(classes, signal, async (each) => {
    await asSystem((tx) => keepImpact(tx, each, weightsOf(rulesOf(each.institutionId))), database);
    done++;
  });
  return done;
}

async function keepImpact(tx: Transaction, { id, day }: DueClass, weights: Weights): Promise<void> {
  await tx.rows(allowTime);
  const impact = await readImpact(tx, id, weights);
  await tx.rows(save, [id, day, impact && JSON.stringify(impact)]);
}

/** Forgets what is kept of classes whose past has changed, as by an import: it is worked out again when asked for. */
export async function forgetImpacts(tx: Transaction, courseIds: readonly string[]): Promise<void> {
  await tx.rows(forget, [courseIds]);
}
