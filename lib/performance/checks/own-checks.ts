import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { KeptFindings } from './kept-findings';
import { type CheckRun, runChecks } from './run';

const kept = new KeptFindings();

/**
 * Every check on the product's own database, for an administrator who waits for a page: what takes reading whole tables is as
 * the worker last measured it, what lasts as it was found since the schema last changed, at most five minutes ago.
 */
export const runOwnChecks = (viewer: Viewer): Promise<CheckRun> =>
  runChecks((run) => asAdministrator(viewer, run), { own: true, measure: false, kept });
