import type { Database } from '@/db/client';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { takeArchive } from '../archives/take-archive';
import { drill } from '../drill/drill';
import { requireInstallation } from '../installation';
import type { OnProgress } from '../progress';
import type { Wanted } from '../runs';
import { takeBackup } from '../take-backup';
import type { BackupWork } from './schema';

const claim = statement(
  'backups.claim-request',
  `UPDATE backup_requests SET started_at = clock_timestamp() WHERE id = (
     SELECT id FROM backup_requests WHERE started_at IS NULL ORDER BY requested_at FOR UPDATE SKIP LOCKED LIMIT 1)
   RETURNING id, work, requested_by AS "requestedBy", requester_name AS "requesterName", institution_id AS "institutionId", reason`,
);
const note = statement(
  'backups.note-request',
  'UPDATE backup_requests SET done = $2, doing = $3, noted_at = clock_timestamp() WHERE id = $1',
);
const end = statement(
  'backups.end-request',
  `UPDATE backup_requests SET finished_at = clock_timestamp(), fault = $2, done = CASE WHEN $2::text IS NULL THEN 1 ELSE done END
   WHERE id = $1`,
);
/** Milliseconds between two notes of how far something is: each is a write itself. */
const noteEvery = 1_000;

type Claimed = {
  id: string;
  work: BackupWork;
  requestedBy: string;
  requesterName: string;
  institutionId: string;
  reason: string | null;
};

/**
 * Does the oldest thing that was asked for, and notes how far it is. What fails is kept with its reason.
 *
 * @returns requests carried out, well or not: 0 where nothing waits
 */
export async function carryOutRequest(database: Database, signal: AbortSignal): Promise<number> {
  const [request] = await asSystem((tx) => tx.rows<Claimed>(claim), database);
  if (!request) return 0;
  let fault: string | null = null;
  try {
    await doWork(database, request, signal, noting(database, request.id));
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
    console.error(`${request.work.toLowerCase()} asked for by an administrator failed: ${fault}`);
  }
  await asSystem((tx) => tx.rows(end, [request.id, fault]), database);
  return 1;
}

async function doWork(
  database: Database,
  request: Claimed,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<void> {
  const options = { ...wantedBy(request), signal, onProgress };
  if (request.work === 'ARCHIVE') await takeArchive(database, options);
  if (request.work === 'BACKUP') await takeBackup(database, await requireInstallation(database), options);
  if (request.work === 'DRILL') await drill(database, await requireInstallation(database), options);
}

const wantedBy = ({ requestedBy, requesterName, institutionId, reason }: Claimed): Wanted => ({
  by: 'an administrator',
  actor: { userId: requestedBy, role: 'ADMIN', institutionId, displayName: requesterName },
  ...(reason !== null && { why: reason }),
});

/** Progress into the table, now and then. A note that fails is not worth ending the work for. */
function noting(database: Database, id: string): OnProgress {
  let noted = 0;
  return (done, doing) => {
    if (Date.now() - noted < noteEvery) return;
    noted = Date.now();
    asSystem((tx) => tx.rows(note, [id, done, doing]), database).catch(() => undefined);
  };
}
