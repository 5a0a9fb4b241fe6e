import { personal, readJson, route } from '@/lib/access/route';
import { currentViewer } from '@/lib/access/session';
import { markRead } from '@/lib/notifications/mutations';

export const POST = route(async (request) => {
  const viewer = await currentViewer();
  return personal({ marked: await markRead(viewer, await readJson(request)) });
});
