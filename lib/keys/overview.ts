import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { type KeyStatus, readKeyStatus } from './status';

export type KeyOverview = { asOf: string; keys: KeyStatus[] };

/** The data keys of the administrator's institution, and how many values each seals. */
export const getKeyOverview = (viewer: Viewer): Promise<KeyOverview> =>
  asAdministrator(viewer, async (tx, institutionId) => ({
    asOf: new Date().toISOString(),
    keys: await readKeyStatus(tx, institutionId),
  }));
