import { randomUUID } from 'node:crypto';
import { courseTitled } from '../catalog';
import { expect, test } from '../fixtures';
import { raw, rawKept } from '../raw-http';

const title = 'Python, First Steps';
/** Makes Next answer by itself; it has no use for a range. */
const fromNext = { range: 'bytes=0-' };
/** Says how it was sent, or how Next came by it; everything else must agree. */
const ownWays = /^(date|etag|connection|keep-alive|content-length|transfer-encoding|x-nextjs-.*)$/;

const origin = (baseURL: string | undefined): string => baseURL ?? '';

const targets = (id: string) => [
  '/',
  '/courses',
  `/courses/${id}`,
  '/api/v1/courses?limit=3',
  `/api/v1/courses/${id}`,
  '/api/v1/search?q=python',
  '/api/v1/search/suggest?q=pyt',
];

test('what is answered before Next is what Next answers: status, text and headers', async ({
  http,
  baseURL,
}) => {
  const { id } = await courseTitled(await http(null), title);
  // Other tests enrol meanwhile, which makes some of these new between two questions: then both are asked again.
  for (const path of targets(id))
    for (const encoding of ['identity', 'gzip', 'br, gzip'])
      await expect(() => bothAgree(origin(baseURL), path, encoding)).toPass();
});

async function bothAgree(site: string, path: string, encoding: string): Promise<void> {
  const headers = { 'accept-encoding': encoding };
  const kept = await rawKept(site, path, headers);
  const next = await raw(site, path, { ...headers, ...fromNext });
  expect(next.headers.etag, path).toBeUndefined();
  expect([kept.status, kept.text], path).toEqual([next.status, next.text]);
  expect(kept.headers['content-length'], path).toBe(String(kept.sent.length));
  const { 'content-encoding': keptAs, vary, ...others } = relevant(kept.headers);
  const { 'content-encoding': nextAs, vary: nextVary, ...expected } = relevant(next.headers);
  expect(others, path).toEqual(expected);
  expect(vary?.split(', '), path).toEqual(expect.arrayContaining(nextVary?.split(', ') ?? []));
  expect(keptAs ?? 'identity', path).toBe(encoding.split(',')[0]);
  expect([undefined, 'gzip', 'br'], path).toContain(nextAs);
}

const relevant = (headers: Awaited<ReturnType<typeof raw>>['headers']) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (ownWays.test(name) ? [] : [[name, String(value)]])),
  );

test('nobody’s cookies, claims or curiosity make it another answer', async ({ http, baseURL }) => {
  const { id } = await courseTitled(await http(null), title);
  const cookieOf = async (person: 'student' | 'admin') =>
    (await (await http(person)).storageState()).cookies
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  const cookies = [await cookieOf('student'), await cookieOf('admin'), 'authjs.session-token=forged'];
  const claims = [
    ...cookies.map((cookie) => ({ cookie })),
    { host: 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { 'x-middleware-rewrite': '/admin' },
    { 'x-invoke-path': '/admin', 'x-matched-path': '/admin' },
    { 'x-http-method-override': 'DELETE' },
    { accept: 'application/json', authorization: 'Bearer x' },
    { 'content-security-policy': "script-src 'nonce-abc'" },
  ];
  for (const path of targets(id))
    for (const headers of claims)
      await expect(async () => {
        const plain = await rawKept(origin(baseURL), path);
        const answer = await raw(origin(baseURL), path, headers);
        expect(answer.text, `${path} ${JSON.stringify(headers)}`).toBe(plain.text);
        expect(answer.headers['content-security-policy']).toBe(plain.headers['content-security-policy']);
        expect([plain.headers['set-cookie'], answer.headers['set-cookie']]).toEqual([undefined, undefined]);
      }).toPass();
});

test('only the exact address is answered before Next', async ({ http, baseURL }) => {
  const { id } = await courseTitled(await http(null), title);
  for (const path of ['/', '/courses', `/courses/${id}`]) await rawKept(origin(baseURL), path);
  const others = [
    '//courses',
    '/courses/',
    '/%63ourses',
    '/courses?utm=1',
    '/x/../courses',
    '/catalog',
    '/index',
    `/courses/${id.toUpperCase()}`,
    `/courses/${id}/preview`,
    `http://evil.example/courses/${id}`,
    '/api/v1/../v1/courses?limit=3',
    '//api/v1/courses?limit=3',
  ];
  for (const path of others) expect((await raw(origin(baseURL), path)).headers.etag, path).toBeUndefined();
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect((await raw(origin(baseURL), '/courses', {}, method)).headers.etag, method).toBeUndefined();
  for (const headers of [
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { cookie: '__prerender_bypass=x' },
  ])
    expect((await raw(origin(baseURL), '/courses', headers)).headers.etag).toBeUndefined();
  const part = await raw(origin(baseURL), '/courses', { rsc: '1' });
  expect(part.text).not.toContain('<html');
});

test('who has a page already is told so, and HEAD gets its head', async ({ baseURL }) => {
  for (const path of ['/courses', '/api/v1/courses?limit=3'])
    await expect(async () => {
      const { headers, sent } = await rawKept(origin(baseURL), path);
      const etag = headers.etag ?? '';
      const known = await raw(origin(baseURL), path, { 'if-none-match': `"x", W/${etag}` });
      expect([known.status, known.sent.length], path).toEqual([304, 0]);
      expect(known.headers.etag).toBe(etag);
      expect(known.headers['content-security-policy']).toBe(headers['content-security-policy']);
      const other = await raw(origin(baseURL), path, { 'if-none-match': `${etag.slice(0, -1)}-br"` });
      expect([other.status, other.sent.length], path).toEqual([200, sent.length]);
      const head = await raw(origin(baseURL), path, {}, 'HEAD');
      const length = String(sent.length);
      expect([head.status, head.sent.length, head.headers['content-length']], path).toEqual([200, 0, length]);
    }).toPass();
});

test('after a write the next read is new, whichever way it is asked for', async ({ http, baseURL }) => {
  const student = await http('student');
  const anybody = await http(null);
  const { items } = await (await anybody.get('/api/v1/courses?limit=50')).json();
  const own = await (await student.get('/api/v1/me/progress')).json();
  const taken = new Set(own.analytics.map(({ courseId }: { courseId: string }) => courseId));
  const { id } = items.findLast((course: { id: string }) => !taken.has(course.id));
  const count = async () => {
    const course = JSON.parse((await raw(origin(baseURL), `/api/v1/courses/${id}`)).text);
    const list = JSON.parse((await raw(origin(baseURL), '/api/v1/courses?limit=50')).text);
    const listed = list.items.find((each: { id: string }) => each.id === id);
    return [course.enrolledStudents, listed.enrolledStudents];
  };
  const page = `/courses/${id}`;
  const [before = 0] = await count();
  for (const path of [page, `/api/v1/courses/${id}`, '/api/v1/courses?limit=50'])
    await rawKept(origin(baseURL), path);
  const old = (await rawKept(origin(baseURL), page)).headers.etag ?? '';
  await student.post('/api/v1/enrollments', { data: { courseId: id } });
  expect(await count()).toEqual([before + 1, before + 1]);
  expect((await raw(origin(baseURL), page, { 'if-none-match': old })).status).toBe(200);
  for (const path of [page, `/api/v1/courses/${id}`, '/api/v1/courses?limit=50'])
    await rawKept(origin(baseURL), path);
  expect((await rawKept(origin(baseURL), page)).headers.etag).not.toBe(old);
  await student.delete(`/api/v1/enrollments/${id}`);
  expect(await count()).toEqual([before, before]);
});

test('refusals, what is not there and what is personal are never kept', async ({ http, baseURL }) => {
  const paths: [string, number][] = [
    ['/api/v1/courses?limit=9999', 400],
    ['/api/v1/courses?q=a&q=b', 400],
    ['/api/v1/courses?cursor=made-up', 400],
    ['/api/v1/search?q=', 400],
    [`/api/v1/courses/${randomUUID()}`, 404],
    ['/api/v1/me', 200],
    ['/api/v1/me/progress', 401],
    ['/api/health', 200],
    ['/method', 200],
  ];
  for (const [path, status] of paths) {
    for (const _ of ['cold', 'warm', 'warmer']) {
      const answer = await raw(origin(baseURL), path);
      expect([answer.status, answer.headers.etag], path).toEqual([status, undefined]);
    }
  }
  const { items, nextCursor } = await (await (await http(null)).get('/api/v1/courses?limit=1')).json();
  expect(items).toHaveLength(1);
  const next = `/api/v1/courses?limit=1&cursor=${encodeURIComponent(nextCursor)}`;
  for (const _ of ['cold', 'warm', 'warmer'])
    expect(
      (await raw(origin(baseURL), next)).headers.etag,
      'a further page is read past the cache',
    ).toBeUndefined();
});
