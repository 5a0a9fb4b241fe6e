import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { reserved } from './reserved';
import { type Live, readLive } from './sessions';

const held = globalThis as typeof globalThis & { syllabaseLastLive?: Live };

/** What happens on the server now; where it does not answer in time, what this process saw last, and null where it never did. */
export async function getLive(viewer: Viewer): Promise<{ live: Live | null; isCurrent: boolean }> {
  try {
    const live = await asAdministrator(viewer, readLive, reserved());
    held.syllabaseLastLive = live;
    return { live, isCurrent: true };
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    console.error(`the sessions of the database could not be read: ${error.message}`);
    return { live: held.syllabaseLastLive ?? null, isCurrent: false };
  }
}
