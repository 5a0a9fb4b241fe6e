import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { APIResponse } from '@playwright/test';
import { courseNotTaughtBy, courseTitled, firstSection } from './catalog';
import { expect, test } from './fixtures';
import type { Person } from './people';

const strings = '../shared/data/hostile-text/blns.json';
const own = 'Python, First Steps';

/** Lone surrogates cannot be put into an address. */
const wellFormed = (text: string) => text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD');

/** A refusal is a plain problem document and shows nothing of the inside. */
async function expectRefusal(answer: APIResponse, status: number | number[]): Promise<void> {
  const text = await answer.text();
  expect([status].flat(), `${answer.url()}: ${text.slice(0, 300)}`).toContain(answer.status());
  expect(answer.headers()['content-type']).toContain('application/problem+json');
  expectNothingInside(text);
  expect(JSON.parse(text).detail.length).toBeGreaterThan(10);
}

function expectNothingInside(text: string): void {
  expect(text).not.toMatch(
    /\bat .*\.(js|ts):\d+|node_modules|SELECT .* FROM|syntax error at|PostgresError|ECONNREFUSED/,
  );
}

test.describe('the wrong person', () => {
  const routes: { path: (ids: { own: string; other: string }) => string; allowed: Person[] }[] = [
    { path: () => '/api/v1/me/progress', allowed: ['student', 'instructor', 'admin'] },
    { path: ({ own: id }) => `/api/v1/courses/${id}/class`, allowed: ['instructor', 'admin'] },
    { path: ({ own: id }) => `/api/v1/courses/${id}/class/summary`, allowed: ['instructor', 'admin'] },
    { path: ({ own: id }) => `/api/v1/courses/${id}/class/lessons`, allowed: ['instructor', 'admin'] },
    { path: ({ own: id }) => `/api/v1/courses/${id}/class.csv`, allowed: ['instructor', 'admin'] },
    { path: ({ other: id }) => `/api/v1/courses/${id}/class`, allowed: [] },
    { path: ({ other: id }) => `/api/v1/courses/${id}/class/summary`, allowed: [] },
    { path: ({ other: id }) => `/api/v1/courses/${id}/class/lessons`, allowed: [] },
    { path: ({ other: id }) => `/api/v1/courses/${id}/class.csv`, allowed: [] },
    { path: () => '/api/v1/admin/audit', allowed: ['admin'] },
    { path: () => '/api/v1/admin/performance', allowed: ['admin'] },
  ];

  test('is refused alike whether the thing exists or not', async ({ http }) => {
    const anybody = await http(null);
    const mine = await courseTitled(anybody, own);
    const institutions = (await (await anybody.get('/api/v1/courses')).json()).facets.institution;
    const mineInstitution = (await (await anybody.get(`/api/v1/courses/${mine.id}`)).json()).institution.id;
    const elsewhere = institutions.find(({ value }: { value: string }) => value !== mineInstitution).value;
    const [other] = (await (await anybody.get(`/api/v1/courses?institution=${elsewhere}`)).json()).items;
    for (const { path, allowed } of routes) {
      const url = path({ own: mine.id, other: other.id });
      await expectRefusal(await anybody.get(url), 401);
      for (const person of ['student', 'instructor', 'admin'] as const) {
        const answer = await (await http(person)).get(url);
        if (allowed.includes(person)) expect(answer.status(), `${person} ${url}`).toBe(200);
        else {
          await expectRefusal(answer, 404);
          const missing = await (await http(person)).get(path({ own: randomUUID(), other: randomUUID() }));
          if (url.includes(other.id)) expect(await missing.json()).toEqual(await answer.json());
        }
      }
    }
  });

  test('cannot enrol, leave or report as staff, nor without a session', async ({ http }) => {
    const course = await courseTitled(await http(null), own);
    const section = await firstSection(await http(null), course.id);
    const event = {
      ...section,
      id: randomUUID(),
      seconds: 10,
      completion: 100,
      at: new Date().toISOString(),
    };
    for (const [person, status] of [
      [null, 401],
      ['instructor', 404],
      ['admin', 404],
    ] as const) {
      const context = await http(person);
      await expectRefusal(
        await context.post('/api/v1/enrollments', { data: { courseId: course.id } }),
        status,
      );
      await expectRefusal(await context.post('/api/v1/progress', { data: { events: [event] } }), status);
      await expectRefusal(await context.delete(`/api/v1/enrollments/${course.id}`), status);
    }
  });

  test('gets the not-found page for a page of another role, by every spelling of its address', async ({
    http,
  }) => {
    const instructor = await courseTitled(await http(null), own);
    const other = await courseNotTaughtBy(await http(null), instructor.instructor.id);
    const student = await http('student');
    const roster = await (await http('instructor')).get(`/api/v1/courses/${instructor.id}/class?limit=20`);
    const names = (await roster.json()).items.map(({ name }: { name: string }) => name);
    for (const path of [
      '/teach',
      `/teach/${instructor.id}`,
      '/admin',
      '/admin/audit',
      '/admin/performance',
      '/admin/people',
    ]) {
      for (const spelling of [
        path,
        `${path}/`,
        path.replace(/^\/(\w+)/, '/./$1'),
        `${path}?_rsc=1`,
        `${path}.rsc`,
        path.replace('a', '%61'),
      ]) {
        const answer = await student.get(spelling, {
          maxRedirects: 5,
          headers: spelling.includes('rsc') ? { rsc: '1' } : {},
        });
        const text = await answer.text();
        for (const name of names) expect(text.includes(name), `${name} on ${spelling}`).toBe(false);
        expect([404, 200, 400], spelling).toContain(answer.status());
        if (answer.status() === 200)
          expect(text, spelling).toMatch(/NEXT_HTTP_ERROR_FALLBACK;404|not.found|There is nothing here/i);
      }
    }
    expect((await (await http('instructor')).get(`/teach/${other.id}`)).status()).toBe(404);
  });

  test('is led to the sign-in page when nobody is signed in, and back only to this site', async ({
    http,
    as,
  }) => {
    const anybody = await http(null);
    for (const path of ['/dashboard', '/teach', '/admin', '/admin/audit', '/learn/a/b']) {
      const answer = await anybody.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).toBe(307);
      expect(answer.headers().location, path).toContain('/sign-in');
    }
    const page = await as(null);
    await page.goto('/sign-in?next=https://evil.example/');
    await page.getByLabel('E-mail').fill('student@demo.test');
    await page.getByLabel('Password').fill('syllabase-demo');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/dashboard');
  });

  test('cannot write from another site', async ({ http }) => {
    const student = await http('student');
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      await expectRefusal(
        await student.post('/api/v1/progress', { data: { events: [] }, headers: { origin } }),
        400,
      );
    }
  });

  test('is nobody with a forged session', async ({ http }) => {
    const anybody = await http(null);
    for (const name of ['authjs.session-token', '__Secure-authjs.session-token', 'next-auth.session-token']) {
      const answer = await anybody.get('/api/v1/me/progress', {
        headers: { cookie: `${name}=eyJhbGciOiJub25lIn0.e30.` },
      });
      await expectRefusal(answer, 401);
    }
    const forged = {
      'x-middleware-subrequest': 'proxy:proxy:proxy',
      'x-forwarded-user': 'admin',
      'x-user-id': randomUUID(),
    };
    await expectRefusal(await anybody.get('/api/v1/admin/audit', { headers: forged }), 401);
  });
});

test.describe('bad input', () => {
  test('in a body changes nothing and is named', async ({ http }) => {
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

  test('of ten megabytes is refused', async ({ http }) => {
    const student = await http('student');
    const data = Buffer.from(JSON.stringify({ events: [], filler: 'x'.repeat(10_000_000) }));
    for (const path of ['/api/v1/progress', '/api/v1/enrollments']) {
      await expectRefusal(
        await student.post(path, { data, headers: { 'content-type': 'application/json' } }),
        413,
      );
    }
  });

  test('names other people’s and unknown things without effect', async ({ http }) => {
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

  test('in a query string is named', async ({ http }) => {
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

  test('of the naughty kind never breaks a search or a page', async ({ http, as }) => {
    test.skip(!existsSync(strings), `the hostile strings are not here (${strings})`);
    test.setTimeout(300_000);
    const naughty: string[] = JSON.parse(readFileSync(strings, 'utf8'));
    const admin = await http('admin');
    const course = await courseTitled(admin, own);
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
    for (const [n, text] of naughty.entries()) {
      const turn = paths(text).filter((_, place) => place % 2 === n % 2);
      const answers = await Promise.all(turn.map((path) => admin.get(path)));
      for (const answer of answers) {
        expect([200, 400], `${answer.url()} ${await answer.text()}`).toContain(answer.status());
        if (answer.status() === 400) expectNothingInside(await answer.text());
      }
    }
    const page = await as(null);
    for (const text of naughty.filter((_, n) => n % 25 === 0)) {
      const answer = await page.goto(`/courses?q=${encodeURIComponent(wellFormed(text))}`);
      expect(answer?.status()).toBeLessThan(500);
    }
  });

  test('in a form is refused by the server action as well', async ({ as, http }) => {
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
});

test('a page rendered for one request carries a strict policy and no script without its nonce', async ({
  http,
}) => {
  const answer = await (await http(null)).get('/courses?sort=newest');
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  const scripts = policy.split(';').find((part) => part.trim().startsWith('script-src')) ?? '';
  expect(scripts).not.toContain('unsafe-inline');
  expect(scripts).not.toContain('unsafe-eval');
  const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? '';
  expect(nonce.length).toBeGreaterThan(15);
  const tags = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(0);
  const unnamed = tags.filter((tag) => !tag.includes(`nonce="${nonce}"`));
  // The script that sets the colours is the same everywhere and named by its hash.
  expect(unnamed.filter((tag) => !tag.includes('type="application/ld+json"'))).toEqual(['<script>']);
  const again = await (await http(null)).get('/courses?sort=newest');
  expect(again.headers()['content-security-policy']).not.toContain(nonce);
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  expect(answer.headers()['x-powered-by']).toBeUndefined();
});
