import { statement } from '@/db/statement';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import type { RehearsalReport } from './report';

const newest = statement('rehearsal.newest', 'SELECT report FROM rehearsals ORDER BY id DESC LIMIT 1');

/** What the newest rehearsal found, for administrators; null before the first. */
export const readRehearsal = (viewer: Viewer): Promise<RehearsalReport | null> =>
  asAdministrator(viewer, async (tx) => {
    const [row] = await tx.rows<{ report: RehearsalReport }>(newest);
    return row?.report ?? null;
  });
