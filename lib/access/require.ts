import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { notFound as nothingHere, type Refusal } from '@/lib/errors';
import { auditDenial } from './audit-denial';
import { homeOfRole } from './home';
import { signInPath } from './next-path';
import { pathHeader } from './path-header';
import { hasRecord } from './record-holder';
import { currentViewer } from './session';
import { tellOfEndedSession } from './tell-ended-session';
import type { Role, Viewer } from './viewer';

/**
 * For pages: whoever is signed in. Leads to the sign-in page when nobody is; shows the "not found" page to
 * people of another role, so that a page reveals nothing about itself; that they tried is in the trail.
 */
export async function requireViewer(role?: Role): Promise<Viewer> {
  const viewer = await currentViewer();
  if (!viewer) {
    await tellOfEndedSession();
    redirect(signInPath((await headers()).get(pathHeader)));
  }
  return role === undefined || viewer.role === role ? viewer : refusePage(viewer);
}

/**
 * Shows the "not found" page to somebody whom a page is not for, and puts it into the trail.
 *
 * @param denial says more of what was asked for than that
 */
export async function refusePage(viewer: Viewer, denial: Refusal = nothingHere()): Promise<never> {
  await auditDenial(viewer, denial);
  notFound();
}

/**
 * For the pages about the own education record: whoever is a student, or was one, also where they teach or administer now. To
 * everybody else there is no such page.
 */
export async function requireRecord(): Promise<Viewer> {
  const viewer = await requireViewer();
  return (await hasRecord(viewer)) ? viewer : refusePage(viewer);
}

/**
 * For the page where people of a role start, which everybody knows the address of: whoever starts elsewhere is led there
 * instead of being told that there is nothing.
 */
export async function requireAtHome(role: Role): Promise<Viewer> {
  const viewer = await requireViewer();
  if (viewer.role !== role) redirect(homeOfRole(viewer.role));
  return viewer;
}
