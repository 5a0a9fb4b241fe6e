import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expect, test } from './fixtures';

const field = (page: Page) => page.getByRole('combobox', { name: 'Search courses' });
const options = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const found = (page: Page) => page.getByRole('heading', { level: 2, name: /^[\d,]+ courses?/ });
const chips = (page: Page) => page.getByRole('navigation', { name: 'Filters that are set' });

async function coursesFound(page: Page): Promise<number> {
  return Number((await found(page).innerText()).replaceAll(',', '').split(' ')[0]);
}

/** Types until the suggestions are there: what is typed before the page is ready brings none. */
async function type(page: Page, words: string): Promise<void> {
  await expect(async () => {
    await field(page).fill('');
    await field(page).pressSequentially(words);
    await expect(options(page).first()).toBeVisible({ timeout: 4_000 });
  }).toPass();
}

test('suggestions come as one types, and are taken from the keyboard alone', async ({ reader }) => {
  const page = await reader(null);
  await page.goto('/courses');
  await type(page, 'relational');
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(field(page)).not.toHaveAttribute('aria-activedescendant');

  const course = options(page).filter({ hasText: 'Relational Databases' }).first();
  await expect(course).toBeVisible();
  for (let step = 0; (await course.getAttribute('aria-selected')) !== 'true'; step += 1) {
    expect(step, 'the arrow key never reaches the course').toBeLessThan(8);
    await page.keyboard.press('ArrowDown');
  }
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await course.getAttribute('id')) ?? '');

  await page.keyboard.press('Escape');
  await expect(options(page)).toHaveCount(0);
  await expect(field(page)).toHaveValue('relational');
  await page.keyboard.press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('');

  await type(page, 'relational');
  await course.click();
  await page.waitForURL(/\/courses\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Relational Databases');
});

test('Enter looks for the words as they are, and the address has nothing that was not asked', async ({
  reader,
}) => {
  const page = await reader(null);
  await page.goto('/courses');
  await type(page, 'databases');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/courses\?q=databases$/);
  await expect(found(page)).toContainText('for “databases”');
  await expect(field(page)).toHaveValue('databases');
  await page.goBack();
  await expect(page).toHaveURL(/\/courses$/);
  await expect(field(page)).toHaveValue('');
});

test('filters narrow the list down to what they say, and each can be taken back', async ({ reader }) => {
  const page = await reader(null);
  await page.goto('/courses');
  const all = await coursesFound(page);
  const beginner = page
    .getByRole('navigation', { name: 'Filter by level' })
    .getByRole('link', { name: /^Beginner/ });
  const promised = Number((await beginner.innerText()).replace(/\D/g, ''));
  await beginner.click();
  await expect(page).toHaveURL(/difficulty=BEGINNER/);
  await expect.poll(() => coursesFound(page)).toBe(promised);
  await page.getByRole('navigation', { name: 'Filter by length' }).getByRole('link').first().click();
  await expect(chips(page).getByRole('listitem')).toHaveCount(2);

  await chips(page)
    .getByRole('link', { name: /Level: Beginner/ })
    .click();
  await expect(page).not.toHaveURL(/difficulty=/);
  await expect(page).toHaveURL(/duration=/);
  await chips(page).getByRole('link', { name: 'Clear all filters' }).click();
  await expect(page).toHaveURL(/\/courses$/);
  expect(await coursesFound(page)).toBe(all);
});

test('a long filter shows all its values on request and is looked through by words', async ({ reader }) => {
  const page = await reader(null);
  await page.goto('/courses');
  const subjects = page.getByRole('navigation', { name: 'Filter by subject' });
  await subjects.getByText(/more subjects/).click();
  const name = (await subjects.getByRole('link').last().innerText()).split('\n')[0] ?? '';
  await subjects.getByRole('searchbox', { name: /subjects/ }).fill(name.toUpperCase());
  await subjects.getByRole('link', { name }).last().click();
  await expect(chips(page).getByRole('link', { name: `Subject: ${name}` })).toBeVisible();
});

test('on a phone the filters are folded away and say how many are set', async ({ as }) => {
  const page = await as(null, { width: 390 });
  await page.goto('/courses?difficulty=BEGINNER&audience=UNDERGRADUATE');
  const level = page.getByRole('navigation', { name: 'Filter by level' });
  await expect(level).toBeHidden();
  await page.locator('summary', { hasText: /^Filters\s*2/ }).click();
  await level.getByRole('link', { name: /Beginner/ }).click();
  await expect(page).toHaveURL(/\/courses\?audience=UNDERGRADUATE$/);
});

test('the order and the dense list are part of the address', async ({ reader }) => {
  const page = await reader(null);
  await page.goto('/courses?audience=UNDERGRADUATE');
  await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'List' }).click();
  await expect(page).toHaveURL(/view=list/);
  const table = page.getByRole('table', { name: 'Courses' });
  await expect(table.getByRole('rowheader').first()).toBeVisible();
  await page.getByLabel('Order').selectOption({ label: 'Newest first' });
  await expect(page).toHaveURL(/audience=UNDERGRADUATE.*sort=newest|sort=newest.*audience=UNDERGRADUATE/);
  await expect(table).toBeVisible();
  await table.getByRole('link', { name: 'Students' }).click();
  await expect(page).toHaveURL(/sort=popular/);
  await expect(table.getByRole('columnheader', { name: 'Students' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await page.reload();
  await expect(table).toBeVisible();
});

test('back returns to the same place of the same page of the list', async ({ as }) => {
  const page = await as(null);
  await page.goto('/courses');
  await page
    .getByRole('navigation', { name: 'Pages of courses' })
    .getByRole('link', { name: 'Next' })
    .click();
  await expect(page).toHaveURL(/cursor=/);
  const second = page.url();
  const last = page.locator('main').getByRole('heading', { level: 3 }).getByRole('link').last();
  await last.scrollIntoViewIfNeeded();
  const title = await last.innerText();
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(200);
  await last.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.goBack();
  await expect(page).toHaveURL(second);
  await expect(last).toHaveText(title);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 5);
  expect(await page.evaluate(() => window.scrollY)).toBeLessThan(before + 5);
  await page.getByRole('link', { name: 'Back to the first page' }).click();
  await expect(page).toHaveURL(/\/courses$/);
});

test('where nothing is found, the page says what to do next', async ({ reader }) => {
  const page = await reader(null);
  await page.goto('/courses?q=zzzzqqqq&difficulty=BEGINNER');
  await expect(page.getByRole('heading', { name: 'No course matches all of this' })).toBeVisible();
  await page.getByRole('link', { name: 'Search without filters' }).click();
  await expect(page.getByRole('heading', { name: 'No course matches these words' })).toBeVisible();
  await page.getByRole('link', { name: 'Show all courses' }).click();
  await expect(page).toHaveURL(/\/courses$/);
});

test('search and order work as a plain form', async ({ as }) => {
  const page = await as(null, { javaScript: false });
  await page.goto('/courses?difficulty=BEGINNER&view=list');
  await field(page).fill('python');
  await page.getByLabel('Order').selectOption({ label: 'Newest first' });
  await page.locator('main').getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL(/q=python/);
  await expect(page).toHaveURL(/difficulty=BEGINNER/);
  await expect(page).toHaveURL(/sort=newest/);
  await expect(page.getByRole('rowheader', { name: /Python, First Steps/ })).toBeVisible();
});

test('axe finds nothing in the catalog at work', async ({ as }) => {
  const page = await as(null, { width: 390 });
  await page.goto('/courses?view=list&difficulty=BEGINNER');
  await page.locator('summary', { hasText: 'Filters' }).click();
  await page.getByText('How they are counted').click();
  await expectAccessible(page, 'filters and method');
  await page.goto('/courses');
  await type(page, 'relational');
  await page.keyboard.press('ArrowDown');
  await expectAccessible(page, 'suggestions');
  await expect(options(page).first()).toBeVisible();
});

test('on paper the outline of a course is complete and nothing is there to click', async ({
  reader,
  http,
}) => {
  const page = await reader(null);
  const listing = await (await http(null)).get('/api/v1/courses?q=python&limit=1');
  const { id } = (await listing.json()).items[0];
  const { lessons } = await (await (await http(null)).get(`/api/v1/courses/${id}`)).json();
  await page.goto(`/courses/${id}`);
  await page.emulateMedia({ media: 'print' });
  for (const { title } of lessons[0].sections)
    await expect(page.getByText(title, { exact: true })).toBeVisible();
  await expect(page.getByText(`/courses/${id}`)).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
});

test('a section of the outline leads to its place in the lesson', async ({ as, http }) => {
  const student = await http('student');
  const [{ courseId }] = (await (await student.get('/api/v1/me/progress')).json()).analytics;
  const { lessons } = await (await student.get(`/api/v1/courses/${courseId}`)).json();
  const section = lessons[0].sections.at(-1);
  const page = await as('student');
  await page.goto(`/courses/${courseId}`);
  const link = page.locator(`a[href$="#${section.id}"]`);
  await expect(link).toHaveCount(1);
  await page.locator('details', { has: link }).locator('summary').click();
  await link.click();
  await page.waitForURL(`**/learn/${courseId}/${lessons[0].id}#${section.id}`);
  await expect(page.getByRole('heading', { level: 2, name: section.title })).toBeInViewport();
});
