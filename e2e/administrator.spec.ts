import { courseTitled, studentOf } from './catalog';
import { expect, test } from './fixtures';

test('an administrator sees what the database does, in the product’s words', async ({ reader }) => {
  const page = await reader('admin');
  await page.goto('/admin');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await page.goto('/admin/performance');
  await expect(page.getByText('Learning activity').first()).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'user_progress', exact: true })).toBeVisible();
  await expect(page.getByText(/catalog\.|access\.live-person/).first()).toBeVisible();
  await expect(page.getByText('Cache hits').filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText('0 critical')).toBeVisible();
  await page.getByText(/^Fine: \d+ checks$/).click();
  await expect(page.getByText('Foreign keys without an index')).toBeVisible();
});

test('an administrator finds in the trail what an instructor just exported', async ({ reader, http }) => {
  const course = await courseTitled(await http(null), 'Relational Databases');
  expect((await (await http('instructor')).get(`/api/v1/courses/${course.id}/class.csv`)).status()).toBe(200);
  const page = await reader('admin');
  await page.goto('/admin/audit');
  await page.getByLabel('What happened').selectOption({ label: 'Downloaded a class list' });
  await page.getByText('By id', { exact: true }).click();
  await page.getByLabel('Object (its id)').fill(course.id);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(/action=class\.export/);
  await expect(page.locator('tbody tr').first().getByTitle('class.export')).toBeVisible();
  const trail = await (await http('admin')).get(
    `/api/v1/admin/audit?action=class.export&objectId=${course.id}`,
  );
  expect((await trail.json()).items[0]).toMatchObject({
    actorRole: 'INSTRUCTOR',
    outcome: 'ALLOWED',
    objectId: course.id,
  });
});

test('on a phone nothing of an event is out of sight, and it is still a table', async ({ as }) => {
  const page = await as('admin', { width: 390 });
  await page.goto('/admin/audit');
  const event = page.locator('tbody tr').first();
  await expect(event.locator('.column-name')).toHaveText(['Who', 'Action', 'Object', 'Outcome', 'Why']);
  for (const cell of await event.getByRole('cell').all()) {
    const box = await cell.boundingBox();
    expect(box && box.x + box.width).toBeLessThanOrEqual(390);
  }
  await expect(page.getByRole('columnheader', { name: 'Outcome' })).toBeAttached();
});

test('a refused sign-in stands in the trail without the address that was typed', async ({ http, as }) => {
  const page = await as(null);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('instructor@demo.test');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.locator('main').getByRole('alert')).toBeVisible();
  const trail = await (await http('admin')).get('/api/v1/admin/audit?action=session.refused');
  const { items: entries } = await trail.json();
  expect(entries.length).toBeGreaterThan(0);
  expect(JSON.stringify(entries)).not.toContain('instructor@demo.test');
});

test('a form that is refused keeps what was typed and marks what is wrong', async ({ as, http }) => {
  const course = await courseTitled(await http(null), 'Python, First Steps');
  const student = await studentOf(await http('instructor'), course.id);
  const page = await as('admin');
  await page.goto(`/admin/records?student=${student}`);
  const form = page.locator('form').filter({ hasText: 'Ask for the record' });
  // As where the browser checks nothing.
  await form.evaluate((element) => element.setAttribute('novalidate', ''));
  await form.getByLabel('How much you need').selectOption('academic');
  await form.getByLabel('Purpose').fill('Grade review');
  await form.getByLabel('Justification').fill('Too short');
  await form.getByRole('button', { name: 'Ask for the record' }).click();
  await expect(form.getByRole('alert')).toHaveText('Please check what is marked.');
  await expect(form.getByLabel('Justification')).toHaveAccessibleDescription(/at least 10 characters/);
  await expect(form.getByLabel('How much you need')).toHaveValue('academic');
  await expect(form.getByLabel('Purpose')).toHaveValue('Grade review');
  await expect(form.getByLabel('Justification')).toHaveValue('Too short');
});

test('a legal hold is placed on a student who is found by name', async ({ as, http }) => {
  const course = await courseTitled(await http(null), 'Python, First Steps');
  const roster = await (await http('instructor')).get(
    `/api/v1/courses/${course.id}/class?sort=name&order=desc`,
  );
  const { name } = (await roster.json()).items[0];
  const page = await as('admin');
  await page.goto('/admin/records/retention');
  await page.getByLabel('Find the person').fill(name);
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('link', { name, exact: true }).first().click();
  await expect(page).toHaveURL(/student=.*#hold$/);
  await page.getByLabel('Reason', { exact: true }).last().fill('Case 12 of the county court.');
  await page.getByRole('button', { name: `Hold everything of ${name}` }).click();
  await expect(
    page.getByText('Hold placed. While it is in force, nothing that it covers is deleted.'),
  ).toBeVisible();
  await page.getByLabel('Why it ends').first().fill('The case was closed.');
  await page
    .getByRole('button', { name: /^Release\b/ })
    .first()
    .click();
  await expect(page.getByText('Hold released.')).toBeVisible();
  await expect(page.getByText(/^Released on /).first()).toBeVisible();
});

test('a page that arrives in pieces says so where there is no JavaScript', async ({ as }) => {
  const page = await as('admin', { javaScript: false });
  for (const path of ['/admin/records', '/admin/audit', '/admin/compliance']) {
    await page.goto(path);
    // Texts inside noscript are not found by what they say.
    const notice = page.locator('main noscript p').first();
    await expect(notice).toBeVisible();
    await expect(notice).toHaveText('This page needs JavaScript', { useInnerText: true });
  }
});
