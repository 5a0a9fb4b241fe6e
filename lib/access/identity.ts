import type { Identity } from './client';
import type { Viewer } from './viewer';

/** What of a person leaves the server for the page's frame: a name and a role, nothing else. */
export function identityOf(viewer: Viewer): Identity;
export function identityOf(viewer: Viewer | null): Identity | null;
export function identityOf(viewer: Viewer | null): Identity | null {
  if (!viewer) return null;
  const { userId, displayName, role } = viewer;
  return { userId, displayName, role };
}
