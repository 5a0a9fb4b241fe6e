import type { Identity } from './client';
import { readHolds } from './record-holder';
import type { Viewer } from './viewer';

/** What of a person leaves the server for the page's frame: a name, a role and where it leads, nothing else. */
export async function identityOf(viewer: Viewer): Promise<Identity> {
  const { userId, displayName, role } = viewer;
  const { wasEnrolled, isGuardian, isConsented } = await readHolds(viewer);
  const isStudent = role === 'STUDENT';
  return {
    userId,
    displayName,
    role,
    hasRecord: isStudent || wasEnrolled,
    isGuardian,
    isOnlyGuardian: isStudent && isGuardian && !wasEnrolled,
    isConsented,
  };
}
