import { personal, readJson, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { reportProgress } from '@/lib/progress/report';

export const POST = route(async (request) => {
  const viewer = await signedIn();
  return personal(await reportProgress(viewer, await readJson(request)));
});
