import { check, reached } from './check';

type Connections = { used: number; most: number; reserved: number };

const limits = [0.8, 0.9] as const;

/** Connections in use, of those that ordinary roles may open. */
export const connections = check<Connections>({
  name: 'connections',
  title: 'Connections in use',
  why: 'When none is left, people see that the site does not answer, although the database has little to do.',
  sql: ({ readsStatistics }) => `
    SELECT ${readsStatistics ? "(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')" : '(SELECT sum(numbackends) FROM pg_stat_database)'}::int AS used,
      current_setting('max_connections')::int AS most,
      current_setting('superuser_reserved_connections')::int + current_setting('reserved_connections')::int AS reserved`,
  judge: ([found]) => {
    if (!found) return [];
    const { used, most, reserved } = found;
    const usedShare = used / Math.max(1, most - reserved);
    const state = reached(usedShare, limits) ?? 'ok';
    const advice =
      'Look for a program that opens connections and does not close them. A pooler in front lets many programs share few connections.';
    return [
      {
        state,
        object: null,
        evidence: { used, most, reserved, usedShare },
        advice: state === 'ok' ? '' : advice,
      },
    ];
  },
});
