import { courseTitled } from './catalog';
import { expect, test } from './fixtures';

test('an instructor sees the class, finds a student and takes the list along', async ({ reader, http }) => {
  const page = await reader('instructor');
  await page.goto('/teach');
  await page.getByRole('link', { name: 'Python, First Steps' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Python, First Steps');
  const summary = await (
    await (await http('instructor')).get(`/api/v1/courses/${page.url().split('/').at(-1)}/class/summary`)
  ).json();
  await expect(
    page
      .locator('dt', { hasText: /^Registered$/ })
      .first()
      .locator('..'),
  ).toContainText(String(summary.registered));

  const names = page.getByRole('table', { name: /students/i }).locator('tbody tr');
  await expect(names.first()).toBeVisible();
  const first = (await names.first().getByRole('rowheader').innerText()).split('\n')[0] ?? '';
  await page.getByLabel('Name', { exact: true }).fill(first);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('rowheader', { name: first }).first()).toBeVisible();

  await page.goBack();
  await expect(names).not.toHaveCount(1);
  await page.getByRole('link', { name: /^Name/ }).click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.locator('th[aria-sort=ascending]')).toContainText('Name');
  await expect(names).toHaveCount(50);
  const namesShown = async () =>
    (await names.getByRole('rowheader').allInnerTexts()).map((name) => name.split('\n')[0]);
  const sorted = await namesShown();

  await page.getByRole('link', { name: /^Next/ }).first().click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(page.getByRole('rowheader', { name: sorted[0], exact: true })).toHaveCount(0);
  await expect(names).toHaveCount(50);
  for (const name of await namesShown()) expect(sorted).not.toContain(name);

  const course = await courseTitled(await http('instructor'), 'Python, First Steps');
  const csv = await (await http('instructor')).get(`/api/v1/courses/${course.id}/class.csv`);
  expect((await csv.text()).trim().split('\r\n')).toHaveLength(summary.registered + 1);
  expect(csv.headers()['content-disposition']).toMatch(
    /^attachment; filename="class-\S+-\d{4}-\d\d-\d\d\.csv"$/,
  );
});

test('the class page is for those who answer for the class', async ({ http }) => {
  const course = await courseTitled(await http(null), 'Python, First Steps');
  for (const [person, status] of [
    ['student', 404],
    ['admin', 200],
  ] as const)
    expect((await (await http(person)).get(`/teach/${course.id}`)).status(), person).toBe(status);
});

test('somebody in danger: the record opens by the address alone, and only with the threat', async ({
  as,
  http,
}) => {
  const { displayName } = (await (await (await http('student')).get('/api/v1/me')).json()).viewer;
  const page = await as('instructor');
  await page.goto('/teach');
  await page.getByRole('link', { name: 'Open the record of a student whom you do not teach' }).click();
  const send = page.getByRole('button', { name: 'State the emergency and open the record' });
  await page.getByLabel('E-mail address of the student').fill('nobody@northfield.test');
  await page.getByLabel('Threat').fill('A friend called: the student wants to harm himself.');
  await page.getByLabel('Who is told').fill('the police');
  await page.getByLabel('Justification').fill('A friend called the office just now.');
  await send.click();
  await expect(page.getByText('There is no ground on which you may see such a record.')).toBeVisible();
  await expect(page.getByText('Check that the address is complete')).toBeVisible();
  await page.getByLabel('E-mail address of the student').fill('student@demo.test');
  await send.click();
  await expect(page.getByRole('heading', { name: displayName })).toBeVisible();
});
