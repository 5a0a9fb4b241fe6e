import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { masterKeys } from '@/lib/keys/master-key';
import { type KnownArchive, readArchives } from '../overview';
import { type KnownBackup, readBackupState } from '../state';
import { guideRestore } from './guide-restore';
import type { Guide, GuideQuery, KnownPoint } from './schema';

export type GuideChoices = {
  asOf: string;
  /** Newest first, each. */
  points: KnownPoint[];
  backups: KnownBackup[];
  archives: KnownArchive[];
  /** Until when any second can be had; null where none can. */
  until: string | null;
};

const points = statement(
  'backups.points',
  `SELECT summary->>'name' AS name, finished_at AS at FROM backup_runs
   WHERE kind = 'POINT' AND status = 'DONE' AND summary ? 'name' ORDER BY started_at DESC NULLS LAST LIMIT 200`,
);

const readPoints = (tx: Transaction): Promise<KnownPoint[]> => tx.rows<KnownPoint>(points);

/** What can be chosen from for a restore, and what becomes of the choice. For administrators. */
export const readGuide = (
  viewer: Viewer,
  query: GuideQuery,
): Promise<{ choices: GuideChoices; guide: Guide | null }> =>
  asAdministrator(viewer, async (tx) => {
    const { asOf, platform, backups, restorable } = await readBackupState(tx);
    const [archives, marked] = [await readArchives(tx), await readPoints(tx)];
    const known = {
      asOf,
      platform,
      backups,
      archives,
      restorable,
      points: marked,
      presentKeys: masterKeys().map(({ name }) => name),
    };
    const until = restorable.at(-1)?.until ?? null;
    return {
      choices: { asOf, points: marked, backups, archives, until },
      guide: guideRestore(query, known),
    };
  });
