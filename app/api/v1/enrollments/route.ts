import { personal, readJson, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { enroll } from '@/lib/enrollment/mutations';

export const POST = route(async (request) => {
  const viewer = await signedIn();
  const result = await enroll(viewer, await readJson(request));
  return personal(result, result.changed ? 201 : 200);
});
