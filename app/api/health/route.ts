import { currentViewer } from '@/lib/access/session';
import { type BackupHealth, readBackupHealth } from '@/lib/backups/health';
import { readHealth } from '@/lib/performance/health';

export const dynamic = 'force-dynamic';

const notKnown: BackupHealth = { state: 'unknown' };

export async function GET(): Promise<Response> {
  const health = await readHealth();
  const isWell = health.status === 'ok';
  const backups = isWell ? await readBackupHealth(await currentViewer()) : notKnown;
  return Response.json(
    { ...health, backups },
    { status: isWell ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
