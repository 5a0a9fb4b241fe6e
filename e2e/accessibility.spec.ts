import { axeFinds, expectAccessible } from './axe';
import { courseAlsoTaughtBy, courseTitled, firstSection, studentOf } from './catalog';
import { expect, type Fixtures, test } from './fixtures';
import { leaveOutAlike } from './leave-out-alike';
import { childIn, type Person } from './people';

/** One person's after another's: a page is opened anew for each person, not for each address. */
const pages: [Person | null, string][] = [
  [null, '/'],
  [null, '/courses'],
  [null, '/courses?q=nothing-is-called-this'],
  [null, '/courses/COURSE'],
  [null, '/method'],
  [null, '/sign-in'],
  [null, '/unsubscribe?token=x'],
  [null, '/no-such-page'],
  ['student', '/dashboard'],
  ['student', '/dashboard/COURSE'],
  ['student', '/courses/COURSE'],
  ['student', '/learn/COURSE/LESSON'],
  ['student', '/dashboard/privacy'],
  ['student', '/dashboard/privacy/details'],
  ['student', '/dashboard/privacy/choices'],
  ['student', '/dashboard/privacy/requests'],
  ['student', '/consented'],
  ['student', '/notifications'],
  ['student', '/notifications/preferences'],
  ['guardian', '/guardian'],
  ['guardian', '/guardian/CHILD'],
  ['guardian', '/guardian/CHILD/choices'],
  ['guardian', '/guardian/CHILD/requests'],
  ['guardian', '/consented'],
  ['instructor', '/teach'],
  ['instructor', '/teach/emergency'],
  ['instructor', '/teach/COURSE/messages'],
  ['instructor', '/teach/COURSE/students/STUDENT'],
  ['instructor', '/teach/COURSE/students/STUDENT/record'],
  ['instructor', '/teach/COURSE'],
  ['instructor', '/teach/COURSE?q=nobody-is-called-this'],
  ['instructor', '/teach/COURSE/at-risk'],
  ['instructor', '/teach/COURSE/questions'],
  ['instructor', '/teach/COURSE/activity?by=week'],
  ['instructor', '/teach/COURSE/compare?with=OTHER'],
  ['admin', '/admin'],
  ['admin', '/admin/performance'],
  ['admin', '/admin/cache'],
  ['admin', '/admin/backups'],
  ['admin', '/admin/backups?window=all'],
  ['admin', '/admin/backups/restore?what=latest'],
  ['admin', '/admin/backups/restore?what=moment&at=2026-11-26'],
  ['admin', '/admin/optimizer'],
  ['admin', '/admin/optimizer/research'],
  ['admin', '/admin/audit'],
  ['admin', '/admin/audit?outcome=DENIED'],
  ['admin', '/admin/audit/flags?show=all'],
  ['admin', '/admin/audit/records/STUDENT'],
  ['admin', '/admin/compliance'],
  ['admin', '/admin/people'],
  ['admin', '/admin/people/STUDENT'],
  ['admin', '/admin/records?q=student&student=STUDENT'],
  ['admin', '/admin/records/students'],
  ['admin', '/admin/records/requests'],
  ['admin', '/admin/records/emergencies'],
  ['admin', '/admin/records/retention'],
  ['admin', '/admin/rules'],
  ['admin', '/admin/keys'],
];

// What axe finds is in its words; a trace would keep the whole page anew with each of its steps.
test.use({ trace: 'off' });
// Pages of administrators hold long tables.
test.describe.configure({ timeout: 300_000 });

for (const [person, path] of pages) {
  test(`axe finds nothing on ${path} as ${person ?? 'nobody'}`, async ({ reader, http }) => {
    const address = await addressOf(path, http);
    const page = await reader(person, path === '/no-such-page' ? ['404'] : []);
    await page.goto(address);
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expectAccessible(page, address);
  });
}

test('axe finds what is wrong, and colours by themselves', async ({ reader }) => {
  const page = await reader(null);
  await page.goto('about:blank');
  await page.setContent(`<html lang="en"><title>A page</title><main><h1>A page</h1>
    <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p style="color: #ddd; background: #fff">Pale</p></main></html>`);
  const found = async (rules: 'all' | 'colours') =>
    (await axeFinds(page, rules)).map((text) => text.split(':')[0]).sort();
  expect(await found('all')).toEqual(['color-contrast', 'image-alt']);
  expect(await found('colours')).toEqual(['color-contrast']);
});

test('what is left out of a list is like what stays', async ({ reader }) => {
  const page = await reader(null);
  await page.goto('about:blank');
  const odd: Record<number, string> = {
    20: '<tr><td>20<td><b>—</b><td><a href="/20">Open</a>',
    40: '<tr><td>40<td style="color: #ddd">—<td><a href="/40">Open</a>',
    60: '<tr><td>60<td>—<td><a href="/60"></a>',
    80: '<tr><td>80<td>—<td><a href="/80" aria-labelledby="nothing">Open</a>',
  };
  const row = (n: number) =>
    odd[n] ??
    `<tr style="height: ${n + 30}px"><td id="row-${n}">${n}<td>${n % 7 ? '—' : n}<td><a href="/${n}">Open</a>`;
  const rows = Array.from({ length: 100 }, (_, n) => row(n));
  await page.setContent(
    `<html lang="en"><title>A page</title><main><table>${rows.join('')}</table></main></html>`,
  );
  await leaveOutAlike(page);
  const left = (await page.locator('td:first-child').allInnerTexts()).map(Number);
  expect(left).toEqual([0, 1, 2, 7, 10, 11, 14, 20, 21, 40, 60, 80]);
  expect(await axeFinds(page, 'all')).toEqual([expect.stringContaining('link-name')]);
});

test('nothing is left out before the page is taken over', async ({ reader, http }) => {
  const page = await reader('student');
  const [lesson, plain] = [await addressOf('/learn/COURSE/LESSON', http), '/dashboard/privacy'];
  const visitor = await http('student');
  const scriptsOf = async (path: string) =>
    new Set((await (await visitor.get(path)).text()).match(/\/_next\/static\/chunks\/[\w.~-]+\.js/g));
  const [ofLesson, ofAll] = [await scriptsOf(lesson), await scriptsOf(plain)];
  const late = [...ofLesson].filter((script) => !ofAll.has(script));
  expect(late).not.toEqual([]);
  for (const script of late) {
    // One after another: what React has before it has to wait differs with the script that is missing.
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(`**${script}*`, async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(lesson, { waitUntil: 'commit' });
    await expect(page.locator('main h1')).toBeVisible();
    await expect.poll(() => page.evaluate(() => Object.keys(document).join())).toContain('__reactContainer$');
    const items = await page.locator('li').count();
    const leaving = leaveOutAlike(page);
    await page.waitForTimeout(300);
    expect(await page.locator('li').count()).toBe(items);
    release();
    await leaving;
    expect(await page.locator('li').count()).toBeLessThan(items);
    await page.unroute(`**${script}*`);
  }
});

/** A path with the ids of what stands for them in capitals. */
async function addressOf(path: string, http: Fixtures['http']): Promise<string> {
  if (!/[A-Z]{5}/.test(path)) return path;
  const visitor = await http(null);
  const course = await courseTitled(visitor, 'Python, First Steps');
  const ids: Record<string, () => Promise<string>> = {
    LESSON: async () => (await firstSection(visitor, course.id)).lessonId,
    STUDENT: async () => studentOf(await http('instructor'), course.id),
    CHILD: async () => childIn(await (await (await http('guardian')).get('/guardian')).text()),
    OTHER: async () => (await courseAlsoTaughtBy(visitor, course)).id,
  };
  let address = path.replace('COURSE', course.id);
  for (const [word, id] of Object.entries(ids))
    if (address.includes(word)) address = address.replace(word, await id());
  return address;
}
