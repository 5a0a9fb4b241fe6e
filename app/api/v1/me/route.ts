import { identityOf } from '@/lib/access/identity';
import { personal, route } from '@/lib/access/route';
import { currentViewer } from '@/lib/access/session';

export const GET = route(async () => {
  const viewer = await currentViewer();
  return personal({ viewer: viewer && (await identityOf(viewer)) });
});
