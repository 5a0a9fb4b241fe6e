import { useEffect } from 'react';
import type { Identity } from '@/lib/access/client';

const channelName = 'syllabase:viewer';
const leaving = 'syllabase:signing-out';

/** Before somebody signs out: what is loaded then tells the other tabs. */
export function announceSignOut(): void {
  remember(() => sessionStorage.setItem(leaving, 'yes'));
}

/** Whether this is what was loaded after that; once. */
function hasJustSignedOut(): boolean {
  const was = remember(() => sessionStorage.getItem(leaving)) !== null;
  if (was) remember(() => sessionStorage.removeItem(leaving));
  return was;
}

/** Where a browser keeps nothing, to ask is an error. */
function remember<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}

/**
 * Keeps one person's pages from the next in other tabs of the browser, which hold them in memory: each tab says who signed in, or that
 * somebody signed out, and one that shows what was another's is loaded anew. Of a session that ended by itself nothing is said, since what is
 * typed meanwhile would be lost.
 *
 * @param viewer undefined until it is known who is signed in
 */
export function useOneViewer(viewer: Identity | null | undefined): void {
  const userId = viewer === undefined ? undefined : (viewer?.userId ?? null);
  useEffect(() => {
    if (userId === undefined) return;
    const channel = new BroadcastChannel(channelName);
    const hasSignedOut = hasJustSignedOut();
    if (userId !== null || hasSignedOut) channel.postMessage(userId);
    channel.onmessage = ({ data }) => {
      if (userId !== null && data !== userId) window.location.reload();
    };
    return () => channel.close();
  }, [userId]);
}
