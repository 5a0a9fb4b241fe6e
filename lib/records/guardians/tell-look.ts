import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Viewer } from '@/lib/access/viewer';
import { appendAudit } from '@/lib/audit/append';

const held = statement(
  'records.held-by-guardian',
  'SELECT institution_of($1) AS institution WHERE is_guardian_of($1)',
);

/** Puts into the trail that a guardian looked at what is kept of a child, so that the child sees it; of who is none there was nothing to see. */
export async function tellGuardiansLook(tx: Transaction, viewer: Viewer, studentId: string): Promise<void> {
  const [child] = await tx.rows<{ institution: string | null }>(held, [studentId]);
  if (!child) return;
  await appendAudit(tx, viewer, {
    action: 'guardian.view',
    objectType: 'education record',
    objectId: studentId,
    studentId,
    institutionId: child.institution ?? undefined,
  });
}
