import { parse } from '@/lib/access/action';
import { personal, query, route } from '@/lib/access/route';
import { signedIn } from '@/lib/access/signed-in';
import { disclosureQuery, getDisclosures } from '@/lib/records/disclosures';

export const GET = route(async (request) =>
  personal(await getDisclosures(await signedIn(), parse(disclosureQuery, query(request)))),
);
