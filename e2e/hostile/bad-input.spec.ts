import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { APIResponse } from '@playwright/test';
import { courseTitled, firstSection } from '../catalog';
import { expect, test } from '../fixtures';
import { raw } from '../raw-http';
import { checkEqual } from './check-equal';
import { keptSession } from './gather-visitors';
import { inTurns } from './in-turns';
import { expectNothingInside, expectProblem } from './refusals';

const strings = '../shared/data/hostile-text/blns.json';
const own = 'Python, First Steps';

/** Lone surrogates cannot be put into an address. */
const wellFormed = (text: string) => text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD');

async function expectRefusal(answer: APIResponse, status: number): Promise<void> {
  const told = { status: answer.status(), type: answer.headers()['content-type'], text: await answer.text() };
  expectProblem(told, status, answer.url());
}

test('bad input in a body changes nothing and is named', async ({ http }) => {
  const student = await http('student');
  // A course in which no other journey studies.
  const course = await courseTitled(await http(null), 'Writing Clearly');
  const standing = async () =>
    (await (await student.get(`/api/v1/me/progress?courseId=${course.id}`)).json()).analytics;
  const section = await firstSection(await http(null), course.id);
  const event = { ...section, id: randomUUID(), seconds: 10, completion: 10, at: new Date().toISOString() };
  const before = await standing();
  const bodies: unknown[] = [
    null,
    [],
    'text',
    42,
    {},
    { events: null },
    { events: {} },
    { events: [] },
    { events: [null] },
    { events: [{}] },
    { events: Array.from({ length: 501 }, () => event) },
    { events: [event], role: 'ADMIN' },
    { events: [event], studentId: randomUUID() },
    { events: [{ ...event, userId: randomUUID() }] },
    { events: [{ ...event, institutionId: randomUUID() }] },
    ...[-1, 1.5, 86_401, '10', null, Number.MAX_SAFE_INTEGER].map((seconds) => ({
      events: [{ ...event, seconds }],
    })),
    ...[-0.1, 100.1, '50', null].map((completion) => ({ events: [{ ...event, completion }] })),
    ...[0, 6, 2.5].map((difficultyRating) => ({ events: [{ ...event, difficultyRating }] })),
    ...['', 'yesterday', '2026-13-01T00:00:00Z', 12].map((at) => ({ events: [{ ...event, at }] })),
    ...['', 'x'.repeat(101), 5, 'a\u0000b', '\ud800'].map((id) => ({ events: [{ ...event, id }] })),
    ...['x', "' OR 1=1 --", '../..', null].map((courseId) => ({ events: [{ ...event, courseId }] })),
  ];
  for (const data of bodies) {
    const answer = await student.post('/api/v1/progress', {
      data: JSON.stringify(data),
      headers: { 'content-type': 'application/json' },
    });
    await expectRefusal(answer, 400);
  }
  for (const data of [
    {},
    { courseId: 5 },
    { courseId: 'x' },
    { courseId: course.id, role: 'ADMIN' },
    { courseId: course.id, studentId: randomUUID() },
  ]) {
    await expectRefusal(await student.post('/api/v1/enrollments', { data }), 400);
  }
  for (const raw of ['{', '{"events":', '\u0000', '{"events":[]}}', '{"a":'.repeat(10_000)]) {
    for (const path of ['/api/v1/progress', '/api/v1/enrollments']) {
      await expectRefusal(
        await student.post(path, {
          data: Buffer.from(raw),
          headers: { 'content-type': 'application/json' },
        }),
        400,
      );
    }
  }
  await expectRefusal(
    await student.post('/api/v1/progress', { data: 'x', headers: { 'content-type': 'text/plain' } }),
    400,
  );
  expect(await standing()).toEqual(before);
});

test('a body of ten megabytes is refused', async ({ http }) => {
  const student = await http('student');
  const data = Buffer.from(JSON.stringify({ events: [], filler: 'x'.repeat(10_000_000) }));
  for (const path of ['/api/v1/progress', '/api/v1/enrollments']) {
    await expectRefusal(
      await student.post(path, { data, headers: { 'content-type': 'application/json' } }),
      413,
    );
  }
});

test('a form of two megabytes is refused, on pages of members and of everybody', async ({ http }) => {
  const student = await http('student');
  for (const path of ['/dashboard', '/courses']) {
    const answer = await student.post(path, {
      data: 'x'.repeat(2_000_000),
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'next-action': '0'.repeat(42) },
    });
    expect(answer.status(), path).toBe(413);
  }
});

test('a form that does not say how long it is, is refused before it is read', async ({ baseURL }) => {
  for (const path of ['/sign-in', '/courses']) {
    const headers = {
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': '0'.repeat(42),
      'transfer-encoding': 'chunked',
    };
    const answer = await raw(baseURL ?? '', path, headers, 'POST', 'x'.repeat(50_000));
    expect(answer.status, path).toBe(411);
  }
});

test('to name other people’s and unknown things is without effect', async ({ http }) => {
  const student = await http('student');
  const listing = (await (await student.get('/api/v1/courses?limit=100')).json()).items;
  const mine = (await (await student.get('/api/v1/me/progress')).json()).analytics.map(
    (course: { courseId: string }) => course.courseId,
  );
  const foreign = listing.find((course: { id: string }) => !mine.includes(course.id));
  const section = await firstSection(student, foreign.id);
  const event = {
    ...section,
    id: randomUUID(),
    seconds: 10,
    completion: 100,
    at: new Date().toISOString(),
  };
  const receipt = await (
    await student.post('/api/v1/progress', {
      data: { events: [event, { ...event, id: randomUUID(), courseId: randomUUID() }] },
    })
  ).json();
  expect(receipt).toMatchObject({ accepted: 0, duplicates: 0 });
  expect(receipt.rejected).toHaveLength(2);
  await expectRefusal(await student.post('/api/v1/enrollments', { data: { courseId: randomUUID() } }), 404);
  await expectRefusal(await student.delete(`/api/v1/enrollments/${randomUUID()}`), 404);
  for (const id of [randomUUID(), 'x', "'; DROP TABLE users; --", '%00', '..%2f..%2fetc%2fpasswd']) {
    const answer = await student.get(`/api/v1/courses/${encodeURIComponent(id)}`);
    await expectRefusal(answer, 404);
  }
});

test('bad input in a query string is named', async ({ http }) => {
  const admin = await http('admin');
  const course = await courseTitled(admin, own);
  const queries = [
    '/api/v1/courses?limit=0',
    '/api/v1/courses?limit=101',
    '/api/v1/courses?limit=x',
    '/api/v1/courses?difficulty=HARD',
    '/api/v1/courses?institution=1',
    '/api/v1/courses?sort=title;drop',
    '/api/v1/courses?cursor=x',
    '/api/v1/courses?cursor=WzEsMiwieCJd',
    '/api/v1/courses?subject=%00',
    '/api/v1/courses?duration=FOREVER',
    '/api/v1/search/suggest',
    '/api/v1/search/suggest?q=a&limit=5',
    `/api/v1/search/suggest?q=${'x'.repeat(201)}`,
    '/api/v1/courses?role=ADMIN',
    '/api/v1/courses?q=a&q=b',
    `/api/v1/courses?q=${'x'.repeat(201)}`,
    '/api/v1/courses?q=%00',
    '/api/v1/search',
    '/api/v1/search?q=',
    '/api/v1/search?q=a&limit=1000',
    '/api/v1/search?q=%00',
    '/api/v1/me/progress?courseId=x',
    '/api/v1/me/progress?studentId=x',
    `/api/v1/courses/${course.id}/class?sort=password`,
    `/api/v1/courses/${course.id}/class?cursor=e30`,
    `/api/v1/courses/${course.id}/class?limit=9999`,
    `/api/v1/courses/${course.id}/class?institutionId=x`,
    '/api/v1/admin/audit?from=yesterday',
    '/api/v1/admin/audit?cursor=x',
    '/api/v1/admin/audit?outcome=OK',
    '/api/v1/admin/audit?institutionId=x',
    '/api/v1/admin/audit?person=%00',
  ];
  for (const path of queries) await expectRefusal(await admin.get(path), 400);
});

test('text of the naughty kind never breaks a search or a page', async ({ http, reader, baseURL }) => {
  test.skip(!existsSync(strings), `the hostile strings are not here (${strings})`);
  test.setTimeout(300_000);
  const naughty: string[] = JSON.parse(readFileSync(strings, 'utf8'));
  const course = await courseTitled(await http(null), own);
  const paths = (text: string) => {
    const q = encodeURIComponent(wellFormed(text));
    return [
      `/api/v1/courses?q=${q}`,
      `/api/v1/search?q=${q}`,
      `/api/v1/courses/${course.id}/class?q=${q}`,
      `/api/v1/admin/audit?person=${q}`,
    ];
  };
  // Each to two of the four, in turn; lib/interop/hostile-text.integration.test.ts has them all as content.
  const asked = naughty.flatMap((text, n) => paths(text).filter((_, place) => place % 2 === n % 2));
  const cookie = await keptSession('admin');
  await inTurns(asked, async (path) => {
    const { status, text } = await raw(baseURL ?? '', path, { cookie });
    checkEqual(status === 200 || status === 400, true, `${path} ${status} ${text}`);
    if (status === 400) expectNothingInside(text, path);
  });
  const page = await reader(null);
  for (const text of naughty.filter((_, n) => n % 25 === 0)) {
    const answer = await page.goto(`/courses?q=${encodeURIComponent(wellFormed(text))}`);
    expect(answer?.status()).toBeLessThan(500);
  }
});

test('bad input in a form is refused by the server action as well', async ({ as, http }) => {
  const listing = (await (await http('student')).get('/api/v1/courses?limit=100')).json();
  const mine = await (await (await http('student')).get('/api/v1/me/progress')).json();
  const enrolled = new Set(mine.analytics.map((course: { courseId: string }) => course.courseId));
  const free = (await listing).items.find((course: { id: string }) => !enrolled.has(course.id));
  const page = await as('student');
  await page.goto(`/courses/${free.id}`);
  await page
    .locator('input[name=courseId]')
    .first()
    .evaluate((input: HTMLInputElement) => {
      input.value = "x' OR true --";
    });
  await page.getByRole('button', { name: /enrol/i }).first().click();
  await expect(page.getByText(/is not the id of a course/)).toBeVisible();
});

test('an address that the interface does not have is answered like any other refusal of it', async ({
  http,
}) => {
  const student = await http('student');
  for (const path of ['/api', '/api/nothing', '/api/v1/nothing/at/all', '/api/v1/admin/nothing'])
    for (const method of ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'])
      await expectRefusal(await student.fetch(path, { method }), 404);
});

test('a form that breaks off is refused as such, on pages of members and of everybody', async ({
  baseURL,
}) => {
  const headers = { 'content-type': 'multipart/form-data; boundary=zz', origin: baseURL ?? '' };
  const bodies = ['', '--zz\r\ncontent-disposition: form-data; name="a"\r\n\r\nb', '--yy--'];
  for (const path of ['/', '/courses', '/sign-in', '/method'])
    for (const body of bodies) {
      const length = { 'content-length': String(body.length) };
      const { status } = await raw(baseURL ?? '', path, { ...headers, ...length }, 'POST', body);
      expect(status, `${path} ${body}`).toBe(400);
    }
});

test('what is no state of the router, and an address that cannot be kept, break nothing', async ({
  http,
  baseURL,
}) => {
  const cookie = (await (await http('student')).storageState()).cookies
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  for (const state of ['x', '[]', '%', '["",{"children":["admin",{}]},null,null,true]'])
    for (const path of ['/dashboard', '/sign-in', '/courses']) {
      const asked = await raw(baseURL ?? '', path, { cookie, rsc: '1', 'next-router-state-tree': state });
      const on = String(asked.headers.location ?? path);
      const answer = await raw(baseURL ?? '', on, { cookie, rsc: '1', 'next-router-state-tree': state });
      expect(answer.status, `${path} ${state}`).toBe(200);
    }
  const nobody = await http(null);
  const token = await (await nobody.get('/api/auth/csrf')).json();
  const form = { ...token, email: 'a\0@b.test', password: 'x' };
  const answer = await nobody.post('/api/auth/callback/credentials', { form, maxRedirects: 0 });
  expect(answer.headers().location).toContain('CredentialsSignin');
});

test('the route that would make pictures smaller is not there', async ({ http }) => {
  for (const url of ['/admin/people', 'http://169.254.169.254/', '/icon.svg'])
    expect(
      (await (await http('admin')).get(`/_next/image?w=640&q=75&url=${encodeURIComponent(url)}`)).status(),
    ).toBe(404);
});

test('an address that cannot be decoded is refused as such', async ({ baseURL }) => {
  for (const path of ['/courses/%zz', '/%', '/dashboard/%e0%a4', '/api/v1/%zz', '/api/v1/courses/%c3%28']) {
    const { status, headers, text } = await raw(baseURL ?? '', path);
    expect([status, text.includes('not complete')], path).toEqual([400, true]);
    const type = path.startsWith('/api/') ? 'application/problem+json' : 'text/plain; charset=utf-8';
    expect(headers['content-type'], path).toBe(type);
  }
});
