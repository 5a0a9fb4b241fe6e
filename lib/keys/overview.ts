import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { masterKey } from './master-key';
import { type KeyStatus, readKeyStatus } from './status';
import { KeyServiceFault } from './transit/key-service-fault';

/** The master key that wraps now, and why it cannot be worked with; null: it can. */
export type MasterKeyState = { name: string; fault: string | null };

export type KeyOverview = { asOf: string; master: MasterKeyState; keys: KeyStatus[] };

/** The data keys of the administrator's institution, and how many values each seals. */
export async function getKeyOverview(viewer: Viewer): Promise<KeyOverview> {
  const keys = await asAdministrator(viewer, readKeyStatus);
  return { asOf: new Date().toISOString(), master: await tryMasterKey(), keys };
}

/** Tries the master key out: for a key service that takes as long as its answers. */
export async function tryMasterKey(): Promise<MasterKeyState> {
  const { name, check } = masterKey();
  try {
    await check();
    return { name, fault: null };
  } catch (error) {
    if (error instanceof KeyServiceFault) return { name, fault: error.reason };
    throw error;
  }
}
