import { axeFinds, expectAccessible } from './axe';
import { courseAlsoTaughtBy, courseTitled, firstSection, studentOf } from './catalog';
import { expect, type Fixtures, test } from './fixtures';
import type { Person } from './people';

const pages: [Person | null, string][] = [
  [null, '/'],
  [null, '/courses'],
  [null, '/courses?q=nothing-is-called-this'],
  [null, '/courses/COURSE'],
  [null, '/method'],
  [null, '/sign-in'],
  [null, '/no-such-page'],
  ['student', '/dashboard'],
  ['student', '/dashboard/COURSE'],
  ['student', '/courses/COURSE'],
  ['student', '/learn/COURSE/LESSON'],
  ['student', '/dashboard/privacy'],
  ['student', '/dashboard/privacy/details'],
  ['student', '/dashboard/privacy/choices'],
  ['student', '/dashboard/privacy/requests'],
  ['student', '/notifications'],
  ['student', '/notifications/preferences'],
  [null, '/unsubscribe?token=x'],
  ['guardian', '/guardian'],
  ['instructor', '/teach'],
  ['instructor', '/teach/COURSE/messages'],
  ['instructor', '/teach/COURSE/students/STUDENT'],
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

test('axe finds what is wrong, and colours by themselves', async ({ as }) => {
  const page = await as(null);
  await page.setContent(`<html lang="en"><title>A page</title><main><h1>A page</h1>
    <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p style="color: #ddd; background: #fff">Pale</p></main></html>`);
  const found = async (rules: 'all' | 'colours') =>
    (await axeFinds(page, rules)).map((text) => text.split(':')[0]).sort();
  expect(await found('all')).toEqual(['color-contrast', 'image-alt']);
  expect(await found('colours')).toEqual(['color-contrast']);
});

/** A path with the ids of what stands for them in capitals. */
async function addressOf(path: string, http: Fixtures['http']): Promise<string> {
  if (!/[A-Z]{5}/.test(path)) return path;
  const visitor = await http(null);
  const course = await courseTitled(visitor, 'Python, First Steps');
  const ids: Record<string, () => Promise<string>> = {
    LESSON: async () => (await firstSection(visitor, course.id)).lessonId,
    STUDENT: async () => studentOf(await http('instructor'), course.id),
    OTHER: async () => (await courseAlsoTaughtBy(visitor, course)).id,
  };
  let address = path.replace('COURSE', course.id);
  for (const [word, id] of Object.entries(ids))
    if (address.includes(word)) address = address.replace(word, await id());
  return address;
}
