import type { Page } from '@playwright/test';
import { courseTitled } from './catalog';
import { expect, test } from './fixtures';
import { type Person, password, people } from './people';

const title = 'Python, First Steps';
const everybody: (Person | null)[] = [null, 'student', 'instructor', 'admin'];
const header = (page: Page) => page.locator('header').first();

async function signIn(page: Page, person: Person, next: string): Promise<void> {
  await page.goto(`/sign-in?${new URLSearchParams({ next })}`);
  await page.getByLabel('E-mail').fill(people[person]);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === next);
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

test.describe('a page that is rendered once', () => {
  test('is the same to the byte for everybody and names nobody', async ({ http }) => {
    const course = await courseTitled(await http(null), title);
    for (const path of ['/', '/courses', `/courses/${course.id}`]) {
      const bodies = new Set<string>();
      for (const person of everybody) {
        const answer = await (await http(person)).get(path);
        expect(answer.status()).toBe(200);
        expect(answer.headers()['set-cookie'], path).toBeUndefined();
        expect(answer.headers()['cache-control'], path).toBe('public, no-cache');
        bodies.add(await answer.text());
      }
      expect(bodies.size, path).toBe(1);
      for (const email of Object.values(people)) expect([...bodies][0]).not.toContain(email);
      const { viewer } = await (await (await http('student')).get('/api/v1/me')).json();
      expect([...bodies][0]).not.toContain(viewer.userId);
      expect([...bodies][0]).not.toContain(viewer.displayName);
    }
  });

  test('lets its own scripts run and no other', async ({ reader, http }) => {
    const course = await courseTitled(await http(null), title);
    const page = await reader(null, ['violates the following Content Security Policy']);
    for (const path of ['/', '/courses', `/courses/${course.id}`]) {
      const answer = await (await http(null)).get(path);
      const scripts = /script-src ([^;]*)/.exec(answer.headers()['content-security-policy'] ?? '')?.[1] ?? '';
      expect(scripts).toMatch(/^'self'( 'sha256-[\w+/]+={0,2}')+$/);

      await page.goto(path);
      await expect(header(page).getByRole('link', { name: 'Sign in' })).toBeVisible();
      const didRun = await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'document.documentElement.dataset.injected = "1"';
        document.body.append(script);
        return document.documentElement.dataset.injected === '1';
      });
      expect(didRun, path).toBe(false);
    }
  });

  test('shows the chosen colours before anything is painted', async ({ as, baseURL }) => {
    const page = await as(null);
    await page.context().addCookies([{ name: 'theme', value: 'dark', url: baseURL }]);
    for (const path of ['/courses', '/courses?q=cell', '/sign-in']) {
      await page.goto(path, { waitUntil: 'commit' });
      await expect(page.locator('html'), path).toHaveAttribute('data-theme', 'dark');
    }
  });

  test('moves nothing when it becomes known who is there', async ({ as, http }) => {
    const course = await courseTitled(await http(null), title);
    for (const person of everybody) {
      const page = await as(person);
      const gate = await gateOf(page);
      await page.addInitScript(watchShifts);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        // The catalog has nothing personal but the frame, which all of them share.
        for (const path of ['/', `/courses/${course.id}`]) {
          gate.shut();
          await page.goto(path, { waitUntil: 'load' });
          await page.evaluate(() => document.fonts.ready);
          await gate.asked();
          await page.evaluate(() => Object.assign(window, { shifts: [] }));
          await gate.open();
          const known = person
            ? page.getByRole('button', { name: /^Account/ })
            : page.getByRole('link', { name: 'Sign in', exact: true }).locator('visible=true').first();
          await expect(known).toBeVisible();
          await page.waitForLoadState('networkidle');
          const shifts = await page.evaluate(() => (window as Window & { shifts?: number[] }).shifts);
          expect(shifts, `${path} as ${person} at ${width}`).toEqual([]);
        }
      }
    }
  });
});

type Gate = { shut(): void; asked(): Promise<void>; open(): Promise<void> };

/** Keeps back who is there while it is shut. By Playwright's own `route` every page would load all its scripts anew. */
async function gateOf(page: Page): Promise<Gate> {
  const line = await page.context().newCDPSession(page);
  const waiting = new Set<string>();
  let shut = false;
  const pass = (requestId: string) => line.send('Fetch.continueRequest', { requestId });
  line.on('Fetch.requestPaused', ({ requestId }) => {
    if (shut) waiting.add(requestId);
    else void pass(requestId).catch(() => {}); // A page that was left waits for no answer.
  });
  const patterns = ['*/api/v1/me', '*/api/v1/courses/*/me'].map((urlPattern) => ({ urlPattern }));
  await line.send('Fetch.enable', { patterns });
  return {
    shut: () => {
      waiting.clear();
      shut = true;
    },
    asked: () => expect.poll(() => waiting.size, { message: 'the page asks' }).toBeGreaterThan(0),
    open: async () => {
      shut = false;
      await Promise.all([...waiting].map(pass));
    },
  };
}

function watchShifts(): void {
  Object.assign(window, { shifts: [] });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { shifts } = window as Window & { shifts?: number[] };
      shifts?.push((entry as PerformanceEntry & { value: number }).value);
    }
  }).observe({ type: 'layout-shift' });
}

test('the catalog answers to its filters and to back and forward without loading anew', async ({
  reader,
}) => {
  const page = await reader(null);
  await page.goto('/courses?utm_source=letter');
  const found = page.locator('#courses-found');
  const all = await found.innerText();
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  await page.getByRole('navigation', { name: /level/i }).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/courses\?difficulty=/);
  await expect(found).not.toHaveText(all);
  const narrowed = await found.innerText();
  await page.goBack();
  await expect(found).toHaveText(all);
  await page.goForward();
  await expect(found).toHaveText(narrowed);
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  await page.reload();
  await expect(found).toHaveText(narrowed);
});

test('back leads to the same place in the list', async ({ as }) => {
  const page = await as(null);
  for (const path of ['/courses', '/courses?sort=newest']) {
    await page.goto(path);
    const link = page.locator('main li h3 a').nth(9);
    await link.scrollIntoViewIfNeeded();
    await page.evaluate(() => window.scrollBy(0, 120));
    const place = await page.evaluate(() => window.scrollY);
    expect(place).toBeGreaterThan(200);
    await link.click();
    await page.waitForURL(/\/courses\/[0-9a-f-]{36}/);
    await page.goBack();
    await expect.poll(() => page.evaluate(() => window.scrollY), { message: path }).toBe(place);
  }
});

test('who signs in after somebody else sees nothing of the first', async ({ as, http }) => {
  const course = await courseTitled(await http(null), title);
  const page = await as(null);
  const name = async (person: Person) =>
    (await (await (await http(person)).get('/api/v1/me')).json()).viewer.displayName as string;
  await signIn(page, 'student', `/courses/${course.id}`);
  await expect(header(page)).toContainText(await name('student'));
  await expect(page.getByText('Your progress')).toBeVisible();
  await signOut(page);
  await expect(header(page).getByRole('link', { name: 'Sign in' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Sign in to enrol' })).toBeVisible();
  await expect(page.getByText(await name('student'))).toHaveCount(0);
  await signIn(page, 'instructor', `/courses/${course.id}`);
  await expect(header(page)).toContainText(await name('instructor'));
  await expect(page.getByRole('link', { name: 'Open the class' })).toBeVisible();
  await expect(page.getByText('Your progress')).toHaveCount(0);
});

test('a visitor without JavaScript reads a course and finds the way in', async ({ as, http }) => {
  const course = await courseTitled(await http(null), title);
  const page = await as(null, { javaScript: false });
  await page.goto(`/courses/${course.id}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sign in to enrol' })).toBeVisible();
  await expect(header(page).getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('search engines find every course, and the way to it', async ({ http }) => {
  const anybody = await http(null);
  const course = await courseTitled(anybody, title);
  const robots = await (await anybody.get('/robots.txt')).text();
  const map = await (await anybody.get(new URL(/Sitemap: (.*)/.exec(robots)?.[1] ?? '').pathname)).text();
  const files = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(
    ([, address]) => new URL(address ?? '').pathname,
  );
  expect(files.length).toBeGreaterThan(0);
  const addresses = await (await anybody.get(files[0] ?? '')).text();
  expect(addresses).toContain(`/courses/${course.id}</loc>`);
  const html = await (await anybody.get(`/courses/${course.id}`)).text();
  expect(html).toMatch(new RegExp(`<link rel="canonical" href="[^"]*/courses/${course.id}"`));
  expect(html).toContain('"BreadcrumbList"');
  for (const page of ['1', '-1', '01', 'x', '999999999']) {
    expect((await anybody.get(`/sitemaps/${page}`)).status(), page).toBe(404);
  }
});

test('who signs out, or signs in instead, takes the other tabs along', async ({ as }) => {
  const page = await as(null);
  await signIn(page, 'instructor', '/teach');
  const other = await page.context().newPage();
  const heading = other.getByRole('heading', { level: 1 });
  await other.goto('/teach');
  await expect(heading).toHaveText('Teaching');
  await signOut(page);
  await expect(other).toHaveURL(/\/sign-in\?next=%2Fteach$/);
  await signIn(page, 'instructor', '/teach');
  await other.goto('/teach');
  await expect(heading).toHaveText('Teaching');
  // Without a word of signing out, such as where the session was ended elsewhere.
  await page.context().clearCookies();
  await signIn(page, 'student', '/dashboard');
  await expect(heading).toHaveText('There is nothing here that you can see');
});
