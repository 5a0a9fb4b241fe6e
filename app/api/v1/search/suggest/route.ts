import { parse } from '@/lib/access/action';
import { query, route } from '@/lib/access/route';
import { publicAnswer } from '@/lib/cache/public-answer';
import { listSubjects } from '@/lib/catalog/listing';
import { suggestQuery } from '@/lib/catalog/schema';
import { suggest } from '@/lib/catalog/search/suggest';

export const GET = route(
  async (request) => {
    const { q } = parse(suggestQuery, query(request));
    return publicAnswer(request, async () => ({ suggestions: await suggest(q, await listSubjects()) }));
  },
  { isLinkable: true },
);
