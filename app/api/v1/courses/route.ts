import { parse } from '@/lib/access/action';
import { query, route } from '@/lib/access/route';
import { listCourses } from '@/lib/catalog/listing';
import { listingQuery } from '@/lib/catalog/schema';

export const GET = route(async (request) =>
  Response.json(await listCourses(parse(listingQuery, query(request)))),
);
