import { personal, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { getOwnDisclosureRecord } from '@/lib/records/disclosed/record';

export const GET = route(async () => personal({ items: await getOwnDisclosureRecord(await signedIn()) }));
