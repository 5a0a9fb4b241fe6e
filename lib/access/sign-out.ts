import { endSessions } from './accounts';
import { signOut } from './auth';
import { currentViewer } from './session';
import { asSystem } from './transaction';

/** Ends the session of this browser. */
export async function endSession(): Promise<void> {
  await signOut({ redirect: false, redirectTo: '/' });
}

/** Ends the person's sessions in every browser. */
export async function endAllSessions(): Promise<void> {
  const viewer = await currentViewer();
  if (viewer) await asSystem((tx) => endSessions(tx, viewer, viewer.userId));
  await endSession();
}
