import { parse } from '@/lib/access/action';
import { query, route } from '@/lib/access/route';
import { publicAnswer } from '@/lib/cache/public-answer';
import { searchQuery } from '@/lib/catalog/schema';
import { search } from '@/lib/catalog/search/search';

export const GET = route(
  async (request) => {
    const { q, limit } = parse(searchQuery, query(request));
    return publicAnswer(request, () => search(q, limit));
  },
  { isLinkable: true },
);
