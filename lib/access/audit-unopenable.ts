import type { Database } from '@/db/client';
import type { Unopenable } from '@/lib/unopenable';
import { tellAside } from './tell-aside';
import type { Viewer } from './viewer';

/**
 * Puts into the trail that somebody asked for a sealed value which does not open: it was moved or changed, or its key is gone. Which
 * one it is, those learn who answer for the student’s institution, whatever the row says of that, and never who asked.
 */
export async function auditUnopenable(viewer: Viewer, { place }: Unopenable, on?: Database): Promise<void> {
  if (!place) return;
  const { column, rowId, student, institutionId } = place;
  const event = { action: 'key.unopenable', objectType: 'sealed value', objectId: rowId, institutionId };
  const details = { column, ...(student !== null && { student }) };
  await tellAside(viewer, { ...event, outcome: 'FAILED', details }, on, student ?? undefined);
}
