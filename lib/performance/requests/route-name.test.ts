import { expect, it } from 'vitest';
import { routeName } from './route-name';

const id = '0198f3a2-7c1e-7bb0-a1a5-5f0a5d3c2b11';

it.each([
  ['GET', '/', 200, 'GET /'],
  ['GET', '/courses?q=somebody', 200, 'GET /courses'],
  ['GET', `/learn/${id}/${id}`, 200, 'GET /learn/:id/:id'],
  ['GET', `/api/v1/courses/${id}/class.csv`, 200, 'GET /api/v1/courses/:id/class.csv'],
  ['POST', '/api/v1/progress', 200, 'POST /api/v1/progress'],
  ['GET', '/teach/x/at-risk', 200, 'GET /teach/x/at-risk'],
  ['GET', '/sitemaps/3', 200, 'GET /sitemaps/:id'],
  ['GET', `/wp-admin/${id}`, 404, 'GET (refused)'],
  ['GET', '/_next/static/chunks/a.js', 200, null],
  ['TRACE', '/', 200, null],
  ['GET', '/admin', 307, null],
])('%s %s with %d is %s', (method, target, status, expected) => {
  expect(routeName(method, target, status)).toBe(expected);
});
