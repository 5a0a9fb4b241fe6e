import { momentSql, statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { withoutValues } from '../checks/sql';
import { reserved } from './reserved';
import { endSessionInput } from './schema';

// The role may end sessions of its own only, which Postgres itself holds: those of the owner and of other programs are not.
const end = statement(
  'performance.end-session',
  `SELECT nullif(a.application_name, '') AS application, a.state, ${withoutValues('a.query')} AS statement,
     CASE $3 WHEN 'session' THEN pg_terminate_backend(a.pid) ELSE pg_cancel_backend(a.pid) END AS sent
   FROM pg_stat_activity a
   WHERE a.pid = $1::bigint AND ${momentSql('a.backend_start')} = $2 AND a.usename = current_user
     AND a.datname = current_database() AND a.pid <> pg_backend_pid()`,
);

type Ended = { application: string | null; state: string | null; statement: string | null; sent: boolean };

/**
 * Stops what one of the product's own database sessions does, or ends it, for administrators and with a reason that the
 * trail keeps. Works on the reserved connections, so that it works when all others wait.
 */
export const endSession = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: endSessionInput,
      allow: may.administer,
      run: async ({ tx, input: { session, how, reason } }) => {
        const { pid, startedAt } = session;
        const [ended] = await tx.rows<Ended>(end, [pid, startedAt, how]);
        if (!ended?.sent) {
          throw new Refusal(
            'conflict',
            'This session is over, or belongs to another program, which only whoever runs the database may end.',
          );
        }
        const { application, state, statement: what } = ended;
        return {
          value: undefined,
          audit: {
            action: how === 'session' ? 'performance.terminate' : 'performance.cancel',
            objectType: 'session',
            objectId: String(pid),
            justification: reason,
            details: { application, state, statement: what },
          },
        };
      },
    },
    viewer,
    raw,
    reserved(),
  );
