import type { Identity } from './client';
import { hasRecord, isConsented, isGuardian } from './record-holder';
import type { Viewer } from './viewer';

/** What of a person leaves the server for the page's frame: a name, a role and where it leads, nothing else. */
export async function identityOf(viewer: Viewer): Promise<Identity> {
  const { userId, displayName, role } = viewer;
  const [record, guardian, consented] = await Promise.all([
    hasRecord(viewer),
    isGuardian(viewer),
    isConsented(viewer),
  ]);
  return { userId, displayName, role, hasRecord: record, isGuardian: guardian, isConsented: consented };
}
