import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { runChecks } from '../checks/run';
import { changesOf, type OpenSpell } from './spells';

const turn = statement(
  'performance.findings-turn',
  "SELECT pg_try_advisory_xact_lock(hashtext('syllabase:findings')) AS ours",
);

const openSpells = statement(
  'performance.open-spells',
  `SELECT id, check_name AS "checkName", object, state FROM performance_spells WHERE ended IS NULL`,
);

const begin = statement(
  'performance.begin-spells',
  `INSERT INTO performance_spells (check_name, object, state, evidence, advice)
   SELECT s."checkName", s.object, s.state, s.evidence, s.advice
   FROM jsonb_to_recordset($1::jsonb) AS s("checkName" text, object text, state text, evidence jsonb, advice text)
   ON CONFLICT DO NOTHING`,
);

const end = statement(
  'performance.end-spells',
  'UPDATE performance_spells SET ended = now() WHERE id = ANY($1::bigint[])',
);

const prune = statement(
  'performance.prune-spells',
  'DELETE FROM performance_spells WHERE ended < now() - make_interval(days => $1::int)',
);

const keptDays = 400;

/** Runs the checks as the worker and keeps from when until when each had something to say. */
export async function recordFindings(database: Database): Promise<{ opened: number; ended: number }> {
  const { findings } = await runChecks((run) => asSystem(run, database), { own: true });
  return asSystem(async (tx) => {
    const [{ ours } = { ours: false }] = await tx.rows<{ ours: boolean }>(turn);
    if (!ours) return { opened: 0, ended: 0 };
    const { opened, ended } = changesOf(await tx.rows<OpenSpell>(openSpells), findings);
    await tx.rows(begin, [JSON.stringify(opened)]);
    await tx.rows(end, [ended.map(({ id }) => id)]);
    await tx.rows(prune, [keptDays]);
    return { opened: opened.length, ended: ended.length };
  }, database);
}
