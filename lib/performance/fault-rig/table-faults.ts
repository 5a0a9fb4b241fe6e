import { sequences } from '../checks/sequences';
import { autovacuumOff, staleStatistics } from '../checks/vacuum';
import { wraparound } from '../checks/wraparound';
import { bySql, type Fault } from './rig';

export const tableFaults: readonly Fault[] = [
  {
    name: 'stale-statistics',
    what: 'every row of a table changes after it was analysed',
    check: staleStatistics,
    arrange: [
      'CREATE TABLE public.rig_busy (id int PRIMARY KEY, n int)',
      'INSERT INTO rig_busy SELECT g, 0 FROM generate_series(1, 5000) g',
      'SELECT pg_stat_force_next_flush()',
      'VACUUM (ANALYZE) rig_busy',
    ],
    inject: bySql('public.rig_busy', 'UPDATE rig_busy SET n = 1', 'SELECT pg_stat_force_next_flush()'),
  },
  {
    name: 'autovacuum-off',
    what: 'housekeeping is switched off for a table',
    check: autovacuumOff,
    arrange: ['CREATE TABLE public.rig_kept (id int PRIMARY KEY)'],
    inject: bySql('public.rig_kept', 'ALTER TABLE rig_kept SET (autovacuum_enabled = off)'),
  },
  {
    name: 'sequence-near-its-end',
    what: 'a counter has used four fifths of its numbers',
    check: sequences,
    arrange: ['CREATE TABLE public.rig_tickets (id serial PRIMARY KEY)'],
    inject: bySql('public.rig_tickets_id_seq', "SELECT setval('rig_tickets_id_seq', 1720000000)"),
  },
  {
    name: 'wraparound-age-lowered',
    what: 'a table is to be frozen after far fewer transactions than usual',
    check: wraparound,
    arrange: ['CREATE TABLE public.rig_frozen (id int PRIMARY KEY)'],
    inject: bySql('public.rig_frozen', 'ALTER TABLE rig_frozen SET (autovacuum_freeze_max_age = 100000)'),
  },
];
