import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { judgeTables, withServersNames } from '@/lib/audit/seal/own-tables';
import type { Check, Finding } from '../check';

export type TrailGuards = {
  partitions: number;
  /** Tables and partitions without both triggers switched on and doing what they are for. */
  unguarded: string[];
  /** Tables and partitions whose rows the application may change or remove. */
  changeable: string[];
  /** Whether there is a partition for a month from now. */
  isAhead: boolean;
  /** What stands in the place of a table, or before one: it could leave events out. */
  foreign: string[];
};

const refusal = `' BEGIN RAISE EXCEPTION ''audit_log is append-only'' USING ERRCODE = ''insufficient_privilege''; END '`;

/** A trigger for each row before UPDATE and DELETE, and one before TRUNCATE, without a condition (pg_trigger.tgtype). */
const guards = statement(
  'compliance.trail-guards',
  `WITH parts AS (SELECT inhrelid AS oid FROM pg_inherits WHERE inhparent = 'audit_log'::regclass),
   guarded AS (
     SELECT oid FROM parts UNION ALL SELECT unnest(ARRAY['audit_leaves', 'audit_nodes', 'audit_checkpoints']::regclass[])::oid),
   held AS (
     SELECT g.oid, g.oid::regclass::text AS name, (SELECT count(*) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
       WHERE t.tgrelid = g.oid AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''
         AND (t.tgname, t.tgtype) IN (('refuse_change', 27), ('refuse_truncate', 34))
         AND regexp_replace(p.prosrc, '\\s+', ' ', 'g') = ${refusal}) = 2 AS holds
     FROM guarded g)
   SELECT (SELECT count(*)::int FROM parts) AS partitions,
     ARRAY(SELECT name FROM held WHERE NOT holds ORDER BY 1) AS unguarded,
     ARRAY(SELECT h.name FROM (SELECT oid, name FROM held UNION ALL SELECT 'audit_log'::regclass, 'audit_log') h
       WHERE has_any_column_privilege(current_user, h.oid, 'UPDATE') OR has_table_privilege(current_user, h.oid, 'DELETE, TRUNCATE')
       ORDER BY 1) AS changeable,
     to_regclass('audit_log_' || to_char(now() AT TIME ZONE 'UTC' + interval '1 month', 'YYYY_MM')) IS NOT NULL AS "isAhead"`,
);

/** Judges what keeps the trail insert-only. */
export function judgeTrailGuards({
  partitions,
  unguarded,
  changeable,
  isAhead,
  foreign,
}: TrailGuards): Finding {
  const evidence = [
    { what: 'Partitions', value: String(partitions) },
    { what: 'Without their triggers', value: unguarded.join(', ') || 'none' },
    { what: 'The application may change', value: changeable.join(', ') || 'none' },
    { what: 'Not the product’s own', value: foreign.join('; ') || 'none' },
    { what: 'Partition of the coming month', value: isAhead ? 'there' : 'missing' },
  ];
  if (unguarded.length > 0 || changeable.length > 0)
    return { state: 'critical', summary: 'Events of the trail can be changed.', evidence };
  if (foreign.length > 0)
    return { state: 'critical', summary: 'Something stands between the product and the trail.', evidence };
  if (!isAhead) return { state: 'warning', summary: 'Next month’s events have nowhere to go yet.', evidence };
  return { state: 'ok', summary: 'Events can be added, and neither changed nor removed.', evidence };
}

export const trailGuards: Check = {
  id: 'trail-guards',
  title: 'The trail is insert-only',
  why: 'A trail that can be changed proves nothing.',
  remedy:
    'Switch the triggers on again as the owner, run `npm run ops -- audit verify`, and see that the worker runs.',
  run: async (tx: Transaction) => {
    const { findings } = await withServersNames(tx, () => judgeTables(tx));
    const [found] = await tx.rows<Omit<TrailGuards, 'foreign'>>(guards);
    if (!found) throw new Error('The trail’s partitions could not be read.');
    return judgeTrailGuards({ ...found, foreign: findings.map(({ note }) => note) });
  },
};
