import { courseTitled } from './catalog';
import { expect, test } from './fixtures';

const own = 'Python, First Steps';

test('the class list is filtered, sorted and paged with the keyboard alone, and the way back is kept', async ({
  reader,
  http,
}) => {
  const { id } = await courseTitled(await http(null), own);
  const page = await reader('instructor');
  await page.goto(`/teach/${id}?columns=completion,learning`);
  const list = page.getByRole('table', { name: 'Students of this class' });
  const first = () => list.locator('tbody th').first().textContent();

  await page.getByRole('combobox', { name: 'Learning status' }).focus();
  await page.keyboard.press('O');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/status=ON_TRACK/);
  await expect(page.getByText(/^Learning status as of/)).toBeVisible();
  await expect(list.getByText('Needs attention')).toHaveCount(0);

  await page.goto(`/teach/${id}`);
  const name = list.getByRole('link', { name: 'Name', exact: true });
  await name.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sort=name/);
  await expect(page.locator('th[aria-sort=ascending]')).toContainText('Name');
  await expect(name).toBeFocused();

  const top = await first();
  await page.getByRole('link', { name: 'Next', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Students', exact: true })).toBeFocused();
  expect(await first()).not.toBe(top);
  await page.getByRole('link', { name: 'Previous', exact: true }).click();
  await expect.poll(first).toBe(top);
  await page.goBack();
  await expect.poll(first).not.toBe(top);
  await page.goBack();
  await expect.poll(first).toBe(top);
});

test('a question of a class is opened with the keyboard, and the focus goes with it', async ({
  reader,
  http,
}) => {
  const { id } = await courseTitled(await http(null), own);
  const page = await reader('instructor');
  await page.goto(`/teach/${id}/questions`);
  const list = page.getByRole('table', { name: 'Questions of this course' });
  const first = list.getByRole('rowheader').getByRole('link').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: /^Question / })).toBeFocused();
});
