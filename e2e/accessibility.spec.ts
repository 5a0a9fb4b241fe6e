import AxeBuilder from '@axe-core/playwright';
import { courseAlsoTaughtBy, courseTitled, firstSection, studentOf } from './catalog';
import { expectAccessible } from './axe';
import { courseTitled, firstSection } from './catalog';
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
  ['admin', '/admin/audit'],
  ['admin', '/admin/people'],
  ['admin', '/admin/records'],
  ['admin', '/admin/rules'],
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
    for (const look of looks) {
      const page = await as(person, look, path === '/no-such-page' ? ['404'] : []);
      await page.goto(address);
      await expect(page.locator('main h1').first()).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      const found = violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html }) => html)
            .join(' | ')
            .slice(0, 400)}`,
      );
      expect(found, `${address} ${JSON.stringify(look)}`).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${address} is wider than ${look.width} px`).toBeLessThanOrEqual(0);
    }
    const address = path.replace('COURSE', course.id).replace('LESSON', lessonId);
    const page = await as(person, {}, path === '/no-such-page' ? ['404'] : []);
    await page.goto(address);
    await expect(page.locator('main h1').first()).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expectAccessible(page, address);
  });
}
