import { personal, readJson, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { reportProgress } from '@/lib/progress/report';

export const POST = route(async (request) => {
  const viewer = await signedIn();
  requireSameStudent(request, viewer);
  return personal(await reportProgress(viewer, await readJson(request)));
});

/** A page that was opened by somebody who has signed out since must not report under the new session. */
function requireSameStudent(request: Request, viewer: Viewer): void {
  const claimed = request.headers.get('x-student-id');
  if (claimed !== null && claimed !== viewer.userId) {
    throw new Refusal('unauthenticated', 'Somebody else has signed in. Please sign in again.');
  }
}
