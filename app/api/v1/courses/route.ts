import { parse } from '@/lib/access/action';
import { query, route } from '@/lib/access/route';
import { publicAnswer } from '@/lib/cache/public-answer';
import { listCourses } from '@/lib/catalog/listing';
import { listingQuery } from '@/lib/catalog/schema';

export const GET = route(
  async (request) => {
    const asked = parse(listingQuery, query(request));
    return publicAnswer(request, () => listCourses(asked));
  },
  { isLinkable: true },
);
