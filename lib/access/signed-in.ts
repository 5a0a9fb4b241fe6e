import { Refusal } from '@/lib/errors';
import { currentViewer } from './session';
import { requireAdministrator } from './transaction';
import type { Viewer } from './viewer';

/** For API routes: whoever is signed in, or the refusal that asks to sign in. */
export async function signedIn(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (!viewer) throw new Refusal('unauthenticated', 'Please sign in first.');
  return viewer;
}

/** Like `signedIn`, for what administrators alone may ask: nobody else is told what is wrong with the question. */
export async function signedInAdministrator(): Promise<Viewer> {
  const viewer = await signedIn();
  await requireAdministrator(viewer);
  return viewer;
}
