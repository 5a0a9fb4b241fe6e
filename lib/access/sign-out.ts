import { endSessions } from './accounts';
import { signOut } from './auth';
import { endSessionOf } from './end-session';
import { currentViewer, tokenOfRequest } from './session';
import { asSystem } from './transaction';

/** Ends the session of this browser, and of whoever has a copy of its cookie. */
export async function endSession(): Promise<void> {
  const token = await tokenOfRequest();
  if (token) await endSessionOf(token);
  await signOut({ redirect: false, redirectTo: '/' });
}

/** Ends the person's sessions in every browser. */
export async function endAllSessions(): Promise<void> {
  const viewer = await currentViewer();
  if (viewer) await asSystem((tx) => endSessions(tx, viewer, viewer.userId));
  await endSession();
}
