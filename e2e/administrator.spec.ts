import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { courseTitled, studentOf } from './catalog';
import { expect, test } from './fixtures';
import { operate } from './operator';

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
  await page.getByText('By exact id', { exact: true }).click();
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

test('what came by letter goes on to a hearing with a day and a place, set by somebody else', async ({
  as,
  http,
}) => {
  const course = await courseTitled(await http(null), 'Python, First Steps');
  const student = await studentOf(await http('instructor'), course.id);
  const contested = `The time spent, ${randomUUID()}`;
  const registrar = await as('admin');
  await registrar.goto(`/admin/records/students?student=${student}`);
  await registrar.getByText('Asks to have something put right', { exact: true }).click();
  const letter = registrar.locator('form').filter({ has: registrar.getByLabel('What is wrong') });
  await letter.getByLabel('What was asked for').fill('Signed letter with a copy of the passport.');
  await letter.getByLabel('What is wrong').fill(contested);
  await letter.getByLabel('What it should be').fill('Twelve hours');
  await letter.getByLabel('Why', { exact: true }).fill('A week of studying without a network.');
  await letter.getByRole('button', { name: 'Enter it' }).click();
  await expect(registrar.getByText('Request entered. It waits among the requests.')).toBeVisible();

  const entryOn = (page: Page) => page.getByRole('listitem').filter({ hasText: contested });
  await registrar.goto('/admin/records/requests');
  const entry = entryOn(registrar);
  await entry.getByLabel('Decision').fill('The figures are what was measured.');
  await entry.getByText(/^Decide/).click();
  await entry.getByRole('button', { name: /^The record stands/ }).click();
  await entry.getByRole('button', { name: /^A hearing was asked for by letter/ }).click();
  await expect(entry.getByText('Another administrator holds the hearing')).toBeVisible();

  const [email, password] = [`hearer-${randomUUID()}@northfield.test`, randomUUID()];
  const about = ['--name', 'Hanna Hearer', '--role', 'admin', '--institution', 'northfield'];
  await operate(['user', 'create', email, ...about, '--password-stdin'], password);
  const hearer = await as(null);
  await hearer.goto('/sign-in');
  await hearer.getByLabel('E-mail').fill(email);
  await hearer.getByLabel('Password').fill(password);
  await hearer.getByRole('button', { name: 'Sign in' }).click();
  await hearer.waitForURL((url) => url.pathname !== '/sign-in');
  await hearer.goto('/admin/records/requests');
  const hearing = entryOn(hearer);
  await hearing
    .getByLabel('Day of the hearing')
    .fill(new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10));
  await hearing.getByLabel('Begins at').fill('14:30');
  await hearing.getByLabel('Place').fill('Room 12, or by telephone');
  await hearing.getByRole('button', { name: /^Set the hearing/ }).click();
  await expect(hearing.getByText(/14:30.*\n?.*Room 12, or by telephone/)).toBeVisible();
  await hearing.getByText(/^Decide/).click();
  await expect(hearing.getByRole('button', { name: /^The record was put right/ })).toBeVisible();
  await expect(hearing.getByRole('button', { name: /^The record stands/ })).toHaveCount(0);
  await hearing.getByRole('button', { name: /^It was taken back/ }).click();
  await expect(hearing).toHaveCount(1);
  await expect(hearing.getByText('Refused, let rest')).toBeVisible();
});

test('a disclosure that was entered by mistake says so', async ({ as, http }) => {
  const course = await courseTitled(await http(null), 'Python, First Steps');
  const student = await studentOf(await http('instructor'), course.id);
  const party = `The court ${randomUUID()}`;
  const page = await as('admin');
  await page.goto(`/admin/records/students?student=${student}`);
  const form = page.locator('form').filter({ has: page.getByLabel('Given to') });
  await form.getByLabel('Given to').fill(party);
  await form.getByLabel('Their legitimate interest').fill('A subpoena of 2 March');
  await form.getByLabel('What was given').fill('grades');
  await form.getByRole('button', { name: 'Record' }).click();
  const entry = page.getByRole('row').filter({ hasText: party });
  await entry.getByText('Entered by mistake').click();
  await entry.getByLabel('Why it is a mistake').fill('It belongs to another student.');
  await entry.getByRole('button', { name: /^Mark as a mistake/ }).click();
  await expect(entry.getByText('It belongs to another student.')).toBeVisible();
  await expect(entry.getByText('Entered by mistake', { exact: true })).toHaveCount(0);
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
