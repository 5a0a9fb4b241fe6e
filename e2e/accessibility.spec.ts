import { expectAccessible } from './axe';
import { courseAlsoTaughtBy, courseTitled, firstSection, studentOf } from './catalog';
import { expect, test } from './fixtures';
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
  ['admin', '/admin/audit'],
  ['admin', '/admin/audit?outcome=DENIED'],
  ['admin', '/admin/audit/flags?show=all'],
  ['admin', '/admin/audit/records/STUDENT'],
  ['admin', '/admin/compliance'],
  ['admin', '/admin/people'],
  ['admin', '/admin/people/STUDENT'],
  ['admin', '/admin/records'],
  ['admin', '/admin/records/students'],
  ['admin', '/admin/records/requests'],
  ['admin', '/admin/records/emergencies'],
  ['admin', '/admin/records/retention'],
  ['admin', '/admin/rules'],
  ['admin', '/admin/keys'],
];

for (const [person, path] of pages) {
  test(`axe finds nothing on ${path} as ${person ?? 'nobody'}`, async ({ as, http }) => {
    const course = await courseTitled(await http(null), 'Python, First Steps');
    const { lessonId } = await firstSection(await http(null), course.id);
    const studentId = path.includes('STUDENT') ? await studentOf(await http('instructor'), course.id) : '';
    const other = await courseAlsoTaughtBy(await http(null), course);
    const address = path
      .replace('COURSE', course.id)
      .replace('LESSON', lessonId)
      .replace('STUDENT', studentId)
      .replace('OTHER', other.id);
    const page = await as(person, {}, path === '/no-such-page' ? ['404'] : []);
    await page.goto(address);
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expectAccessible(page, address);
  });
}
