import { randomUUID } from 'node:crypto';
import { statement } from '@/db/statement';
import { parseAs } from '@/lib/access/action';
import { asViewer } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { requestAccess } from '../request-access';
import type { AccessAnswer } from '../schema';
import { emergencyByAddress } from './schema';

const at = statement('records.student-at', 'SELECT student_at($1) AS id');

/**
 * Opens the record of a student whom the viewer need not teach and knows by the e-mail address, because somebody's health or safety
 * is in danger (34 CFR 99.36). An address of nobody at the institution is refused as any other record is; the trail says which it was.
 *
 * @throws Refusal unauthenticated, invalid or forbidden
 */
export async function openByAddress(viewer: Viewer | null, raw: unknown): Promise<AccessAnswer> {
  if (!viewer) throw new Refusal('unauthenticated', 'Please sign in first.');
  const { address, ...request } = await parseAs(viewer, emergencyByAddress, raw, 'record.access');
  const [found] = await asViewer(viewer, (tx) => tx.rows<{ id: string | null }>(at, [address]));
  if (found?.id) return requestAccess(viewer, { ...request, studentId: found.id });
  return requestAccess(viewer, { ...request, studentId: randomUUID() }, { address });
}
