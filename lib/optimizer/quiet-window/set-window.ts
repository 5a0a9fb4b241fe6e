import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { windowWords } from './quiet-window';
import { readWindow } from './read-window';
import { windowInput } from './schema';

const added = statement(
  'optimizer.window-add',
  'INSERT INTO optimizer_windows (from_minute, until_minute, time_zone, reason, set_by) VALUES ($1, $2, $3, $4, $5)',
);

/** An administrator chooses when changes of the database may begin, and says why. */
export const setWindow = (viewer: Viewer | null, raw: unknown): Promise<void> =>
  perform(
    {
      input: windowInput,
      allow: may.administer,
      run: async ({ tx, viewer: { userId }, input: { from, until, timeZone, reason } }) => {
        const before = windowWords(await readWindow(tx));
        await tx.rows(added, [from, until, timeZone, reason, userId]);
        const after = windowWords({ fromMinute: from, untilMinute: until, timeZone });
        return {
          value: undefined,
          audit: {
            action: 'optimizer.window',
            objectType: 'improvement',
            justification: reason,
            details: { before, after },
          },
        };
      },
    },
    viewer,
    raw,
  );
