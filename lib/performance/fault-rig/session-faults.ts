import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { blocking } from '../checks/blocking';
import { idleInTransaction } from '../checks/sessions';
import type { Fault } from './rig';

async function nameOf(session: pg.Client): Promise<string> {
  const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return `pid ${rows[0]?.pid}`;
}

const waiting = `SELECT count(*)::int AS number FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE NOT l.granted AND a.datname = current_database()`;

/** Until so many sessions wait. */
async function untilWaiting(owner: pg.Client, number: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = await owner.query<{ number: number }>(waiting);
    if ((rows[0]?.number ?? 0) >= number) return;
    await sleep(50);
  }
  throw new Error(`Fewer than ${number} sessions wait.`);
}

export const sessionFaults: readonly Fault[] = [
  {
    name: 'idle-in-transaction',
    what: 'a session begins something and forgets it for a minute',
    check: idleInTransaction,
    later: { seconds: 61 },
    arrange: ['CREATE TABLE public.rig_forgotten (id int PRIMARY KEY)'],
    inject: async ({ open }) => {
      const session = await open();
      await session.query('BEGIN; SELECT FROM rig_forgotten');
      return nameOf(session);
    },
  },
  {
    name: 'blocking-chain',
    what: 'one session waits for another that itself waits for a third',
    check: blocking,
    later: { seconds: 6 },
    arrange: [
      'CREATE TABLE public.rig_held (id int PRIMARY KEY, n int)',
      'INSERT INTO rig_held VALUES (1, 0), (2, 0)',
    ],
    inject: async ({ owner, open }) => {
      const [root, middle, last] = [await open(), await open(), await open()];
      const object = await nameOf(root);
      await root.query('BEGIN; UPDATE rig_held SET n = 1 WHERE id = 1');
      await middle.query('BEGIN; UPDATE rig_held SET n = 1 WHERE id = 2');
      // Both end with their sessions.
      middle.query('UPDATE rig_held SET n = 2 WHERE id = 1').catch(() => undefined);
      last.query('UPDATE rig_held SET n = 2 WHERE id = 2').catch(() => undefined);
      await untilWaiting(owner, 2);
      return object;
    },
  },
];
