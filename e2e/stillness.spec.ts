import type { Page } from '@playwright/test';
import { courseTitled } from './catalog';
import { expect, test } from './fixtures';
import { recordShifts, shiftsOf } from './layout-shifts';
import type { Person } from './people';
import { slowLine } from './slow-line';

/** A line in each card of a row, whose lower edge finds its place; a card that changes its column is fifty times this. */
const hardlyToBeSeen = 0.006;

const pages: [Person | null, string][] = [
  [null, '/'],
  [null, '/courses'],
  [null, '/courses?q=python'],
  [null, '/courses?view=list'],
  [null, '/courses/COURSE'],
  ['student', '/courses/COURSE'],
  ['student', '/dashboard'],
];

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

for (const width of [1280, 390]) {
  test(`nothing moves while a page arrives, ${width} px`, async ({ as, http, baseURL }) => {
    const { id } = await courseTitled(await http(null), 'Python, First Steps');
    const line = await slowLine(baseURL ?? '');
    for (const person of [null, 'student'] as const) {
      const page = await as(person, { width });
      await recordShifts(page);
      for (const [, path] of pages.filter(([reader]) => reader === person)) {
        const address = path.replace('COURSE', id);
        await open(page, `${line.address}${address}`);
        const { late, early } = await shiftsOf(page);
        expect(late, address).toEqual([]);
        const score = early.reduce((sum, shift) => sum + shift.score, 0);
        expect(score, `${address} ${JSON.stringify(early, null, 2)}`).toBeLessThan(hardlyToBeSeen);
      }
      await page.goto('about:blank');
    }
    await line.close();
  });
}

test('a page that moves is noticed', async ({ as }) => {
  const page = await as(null);
  await recordShifts(page);
  await open(page, '/courses');
  // By a style sheet, since a page that React has not taken over yet must be found as the server sent it.
  await page.evaluate(() => {
    const late = new CSSStyleSheet();
    late.replaceSync('h1 { margin-top: 4rem !important }');
    document.adoptedStyleSheets.push(late);
  });
  await expect.poll(async () => JSON.stringify((await shiftsOf(page)).late)).toContain('<h1');
});
