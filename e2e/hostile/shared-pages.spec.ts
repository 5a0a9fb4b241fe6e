import { randomUUID } from 'node:crypto';
import { courseNotTaughtBy, courseTitled } from '../catalog';
import { expect, test } from '../fixtures';

const own = 'Python, First Steps';

test('who one is is told to oneself only, and is never kept', async ({ http }) => {
  const anybody = await http(null);
  const course = await courseTitled(anybody, own);
  for (const path of ['/api/v1/me', `/api/v1/courses/${course.id}/me`]) {
    for (const person of [null, 'student', 'instructor', 'admin'] as const) {
      const answer = await (await http(person)).get(path);
      expect(answer.status()).toBe(200);
      expect(answer.headers()['cache-control'], path).toBe('private, no-store');
    }
  }
  const forged = { cookie: 'authjs.session-token=eyJhbGciOiJub25lIn0.e30.', 'x-user-id': randomUUID() };
  expect(await (await anybody.get('/api/v1/me', { headers: forged })).json()).toEqual({ viewer: null });
  const { viewer } = await (await (await http('student')).get('/api/v1/me')).json();
  expect(Object.keys(viewer).sort()).toEqual([
    'displayName',
    'hasRecord',
    'isConsented',
    'isGuardian',
    'isOnlyGuardian',
    'role',
    'userId',
  ]);
});

test('what a person is to a course depends on the person alone', async ({ http }) => {
  const course = await courseTitled(await http(null), own);
  const other = await courseNotTaughtBy(await http(null), course.instructor.id);
  const standing = async (person: 'student' | 'instructor' | null, id: string) =>
    (await (await http(person)).get(`/api/v1/courses/${id}/me?userId=${randomUUID()}`)).json();
  expect(await standing(null, course.id)).toEqual({ kind: 'visitor' });
  expect(await standing('instructor', course.id)).toEqual({ kind: 'staff', teaches: true });
  expect(await standing('instructor', other.id)).toEqual({ kind: 'staff', teaches: false });
  expect(await standing('student', course.id)).toMatchObject({ kind: 'student' });
});

test('a course that is not there is refused alike by every way to it', async ({ http }) => {
  const student = await http('student');
  for (const id of [randomUUID(), 'x', '%00', "' OR true --", '../../admin', 'find', 'preview']) {
    const standing = await student.get(`/api/v1/courses/${encodeURIComponent(id)}/me`);
    expect(standing.status(), id).toBe(404);
    expect(standing.headers()['content-type']).toContain('application/problem+json');
    for (const path of [`/courses/${encodeURIComponent(id)}/preview`]) {
      expect((await student.get(path)).status(), path).toBe(404);
    }
  }
  const id = randomUUID();
  for (const headers of [{}, { rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }] as Record<
    string,
    string
  >[]) {
    for (const person of [null, 'student'] as const) {
      const answer = await (await http(person)).get(`/courses/${id}`, { headers });
      expect([200, 404]).toContain(answer.status());
      expect(await answer.text()).toMatch(/NEXT_HTTP_ERROR_FALLBACK;404|There is nothing here/);
    }
  }
});

test('the preview of a course is for those who are signed in, and a published one has its own page', async ({
  http,
}) => {
  const course = await courseTitled(await http(null), own);
  const anybody = await (await http(null)).get(`/courses/${course.id}/preview`, { maxRedirects: 0 });
  expect(anybody.headers().location).toContain('/sign-in');
  const instructor = await (await http('instructor')).get(`/courses/${course.id}/preview`, {
    maxRedirects: 0,
  });
  expect(instructor.headers().location).toMatch(new RegExp(`/courses/${course.id}$`));
});

test('a public page cannot be made personal or another page by what a request says', async ({ http }) => {
  const course = await courseTitled(await http(null), own);
  const student = await http('student');
  for (const path of ['/', '/courses', `/courses/${course.id}`]) {
    const plain = await (await (await http(null)).get(path)).text();
    for (const headers of [
      { 'x-middleware-rewrite': '/admin' },
      { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
      { 'x-matched-path': '/admin' },
      { 'x-nextjs-rewritten-path': '/admin' },
      { 'x-invoke-path': '/admin' },
      { 'x-syllabase-path': '/admin' },
      { 'x-forwarded-host': 'evil.example' },
      { 'content-security-policy': "script-src 'nonce-abc'" },
    ] as Record<string, string>[]) {
      const answer = await student.get(path, { headers });
      expect(await answer.text(), `${path} ${JSON.stringify(headers)}`).toBe(plain);
    }
  }
});

test('the inner addresses of the catalog lead to the outer one', async ({ http }) => {
  for (const path of ['/catalog', '/catalog/find']) {
    const answer = await (await http(null)).get(`${path}?q=cell`, { maxRedirects: 0 });
    expect(answer.status()).toBe(307);
    expect(answer.headers().location).toMatch(/\/courses\?q=cell$/);
  }
  const filtered = await (await http(null)).get('/courses?q=cell');
  expect(filtered.headers()['content-security-policy']).toContain("'nonce-");
});

test('nobody is signed out from another site', async ({ http }) => {
  const student = await http('student');
  for (const origin of ['https://evil.example', 'null']) {
    const answer = await student.post('/api/v1/me/sign-out', { headers: { origin } });
    expect(answer.status()).toBe(400);
  }
  expect((await student.get('/api/v1/me/sign-out')).status()).toBe(405);
  expect((await (await student.get('/api/v1/me')).json()).viewer).not.toBeNull();
});
