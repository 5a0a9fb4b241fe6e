import { personal, readJson, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { requestAccess } from '@/lib/records/request-access';

export const POST = route(async (request) =>
  personal(await requestAccess(await signedIn(), await readJson(request))),
);
