import type { Page } from '@playwright/test';
import { courseTitled } from './catalog';
import { expect, test } from './fixtures';

test.describe.configure({ mode: 'serial' });

const open = (page: Page) =>
  page.locator('form', { has: page.getByRole('button', { name: 'Check the answer' }) }).first();

/** Opens a lesson of the course that the demo student has just begun; `at` counts from the last one. */
async function openLesson(page: Page, at: number): Promise<void> {
  const course = await courseTitled(page.request, 'Statistics with Confidence');
  const { lessons } = await (await page.request.get(`/api/v1/courses/${course.id}`)).json();
  await page.goto(`/learn/${course.id}/${lessons.at(at).id}`);
}

test('a student answers, tries again, and sees the solution after the second answer', async ({ as }) => {
  const page = await as('student');
  await openLesson(page, -3);
  const question = open(page);
  await expect(question).toBeVisible();
  const id = await question.locator('input[name=questionId]').inputValue();
  const form = page.locator('form', { has: page.locator(`input[value="${id}"]`) });
  // Of this question 400 is right.
  await form.getByRole('radio', { name: '50' }).check();
  await form.getByRole('button', { name: 'Check the answer' }).click();
  await expect(form.getByText('Not right yet')).toBeVisible();
  await expect(form.getByRole('radio', { name: '50' })).toBeChecked();
  await expect(form.getByText('four times the data')).toHaveCount(0);
  await form.getByRole('radio', { name: '200' }).check();
  await form.getByRole('button', { name: 'Answer again' }).click();
  await expect(form.getByText('four times the data')).toBeVisible();
  await page.reload();
  await expect(form.getByRole('radio', { name: '200' })).toBeChecked();
  await form.getByRole('radio', { name: '400' }).check();
  await form.getByRole('button', { name: 'Answer again' }).click();
  await expect(form.getByText('Right', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Answered right.').first()).toBeVisible();
});

test('a question is answered without a script', async ({ as }) => {
  const page = await as('student', { javaScript: false });
  await openLesson(page, -4);
  await open(page).getByRole('radio').first().check();
  await open(page).getByRole('button').click();
  await expect(page.getByText(/^(Right|Not right yet)$/).first()).toBeVisible();
});

test('an instructor finds the hardest question and sees who chose what', async ({ reader, http }) => {
  const page = await reader('instructor');
  const course = await courseTitled(await http(null), 'Python, First Steps');
  await page.goto(`/teach/${course.id}`);
  await page.getByRole('link', { name: 'Questions', exact: true }).click();
  await page.getByRole('link', { name: 'Right at first' }).click();
  await expect(page).toHaveURL(/sort=difficulty/);
  await page.locator('tbody').getByRole('link').first().click();
  await expect(page).toHaveURL(/question=/);
  await expect(page.getByText('What was chosen at first')).toBeVisible();
  await page.getByText('Show the numbers').click();
  await expect(page.getByRole('table', { name: 'Choices and who chose them at first' })).toBeVisible();
});
