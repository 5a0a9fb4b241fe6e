import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Check, Finding } from '../check';

export type TrailGuards = {
  partitions: number;
  /** Partitions without both triggers switched on. */
  unguarded: string[];
  /** Whether the application may change or remove events. */
  changeable: boolean;
  /** Whether there is a partition for a month from now. */
  isAhead: boolean;
};

const guards = statement(
  'compliance.trail-guards',
  `WITH parts AS (SELECT c.oid, c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'audit_log'::regclass)
   SELECT count(*)::int AS partitions,
     coalesce(array_agg(relname::text ORDER BY relname) FILTER (WHERE (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = parts.oid
       AND t.tgname IN ('refuse_change', 'refuse_truncate') AND t.tgenabled IN ('O', 'A')) < 2), '{}') AS unguarded,
     has_table_privilege(current_user, 'audit_log', 'UPDATE, DELETE, TRUNCATE') AS changeable,
     to_regclass('audit_log_' || to_char(now() AT TIME ZONE 'UTC' + interval '1 month', 'YYYY_MM')) IS NOT NULL AS "isAhead"
   FROM parts`,
);

/** Judges what keeps the trail insert-only. */
export function judgeTrailGuards({ partitions, unguarded, changeable, isAhead }: TrailGuards): Finding {
  const evidence = [
    { what: 'Partitions', value: String(partitions) },
    { what: 'Without their triggers', value: unguarded.join(', ') || 'none' },
    { what: 'The application may change events', value: changeable ? 'yes' : 'no' },
    { what: 'Partition of the coming month', value: isAhead ? 'there' : 'missing' },
  ];
  if (unguarded.length > 0 || changeable)
    return { state: 'critical', summary: 'Events of the trail can be changed.', evidence };
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
    const [found] = await tx.rows<TrailGuards>(guards);
    if (!found) throw new Error('The trail’s partitions could not be read.');
    return judgeTrailGuards(found);
  },
};
