import { statement } from '@/db/statement';
import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { notFound, Refusal } from '@/lib/errors';
import { platform, takesFullBackups } from '../platform';
import { type BackupWork, requestInput } from './schema';

const ask = statement(
  'backups.request',
  `INSERT INTO backup_requests (work, institution_id, requested_by, requester_name, reason) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (work) WHERE started_at IS NULL DO NOTHING RETURNING id`,
);

const recent = statement(
  'backups.recently-done',
  `SELECT 1 FROM backup_runs WHERE kind = $1::text::backup_run_kind_enum AND status <> 'FAILED'
     AND started_at > now() - interval '1 hour' LIMIT 1`,
);

/**
 * Asks the worker for a backup, an archive or a drill; it begins within about a second. Answers with what was asked for.
 */
export const requestWork = (viewer: Viewer | null, raw: unknown): Promise<BackupWork> =>
  perform(
    {
      input: requestInput,
      allow: may.administer,
      run: async ({ tx, viewer: administrator, input: { work, reason } }) => {
        const { userId, displayName, institutionId } = administrator;
        if (institutionId === null) throw notFound();
        if (work !== 'ARCHIVE' && !takesFullBackups(platform()))
          throw new Refusal(
            'conflict',
            'No full backups are taken of this database from here, and so there is nothing to try a restore of.',
          );
        if ((await tx.rows(recent, [work])).length > 0)
          throw new Refusal('conflict', 'One was made within the last hour, or is under way.');
        const asked = await tx.rows<{ id: string }>(ask, [work, institutionId, userId, displayName, reason]);
        const [made] = asked;
        if (!made) throw new Refusal('conflict', 'That was asked for already, and waits for the worker.');
        return {
          value: work,
          audit: {
            action: 'backup.request',
            objectType: 'backup',
            objectId: made.id,
            ...(reason !== null && { justification: reason }),
            details: { work },
          },
        };
      },
    },
    viewer,
    raw,
  );
