import { expect, test } from '../fixtures';

test('a median is told in steps, with nothing exact beside it', async ({ http }) => {
  const { analytics, recommendations, streak } = await (
    await (await http('student')).get('/api/v1/me/progress')
  ).json();
  expect(analytics.length).toBeGreaterThan(0);
  for (const { medianClassProgress, totalClassmates } of analytics) {
    if (medianClassProgress === null) expect(totalClassmates).toBeLessThan(10);
    else expect(medianClassProgress % (totalClassmates < 50 ? 5 : 1)).toBe(0);
  }
  expect(JSON.stringify(analytics)).not.toMatch(/classmates(Below|Above)|evidence/);
  for (const { rule, lessonId, sectionId, rules } of recommendations)
    expect([rule, lessonId, sectionId, rules.version].every(Boolean)).toBe(true);
  expect(streak.days).toBeLessThanOrEqual(streak.longest);
  const exact = /classMedian\b|classmates(Below|Above)/;
  expect(JSON.stringify(recommendations)).not.toMatch(exact);
  const [{ courseId }] = analytics;
  for (const path of ['/dashboard', `/dashboard/${courseId}`])
    expect(await (await (await http('student')).get(path)).text()).not.toMatch(exact);
});

test('a rule is changed and put back without JavaScript; a wrong value is refused in words; the trail knows', async ({
  as,
  http,
}) => {
  const page = await as('admin', { javaScript: false });
  const ruleOf = (key: string) => page.getByRole('listitem').filter({ hasText: key });
  const change = async (key: string, value: string, button: RegExp) => {
    await page.goto('/admin/rules');
    await ruleOf(key).locator('summary').click();
    await ruleOf(key).getByLabel('Value').fill(value);
    await ruleOf(key).getByLabel('Reason').fill('our terms are shorter <script>');
    await ruleOf(key).getByRole('button', { name: button }).click();
  };
  const dismissed = 'recommendations.dismissedDays';
  await change(dismissed, '14', /^Change$/);
  await expect(ruleOf(dismissed).getByText('Product: 30')).toBeVisible();
  await expect(ruleOf(dismissed).getByText('our terms are shorter <script>')).toBeVisible();
  await change(dismissed, '14', /^Back to 30$/);
  await expect(ruleOf(dismissed).getByText('as the product has it')).toBeVisible();
  await change('outlook.minimumWeeks', '9', /^Change$/);
  await expect(page.getByText('These two would contradict each other')).toBeVisible();
  const { items } = await (await (await http('admin')).get('/api/v1/admin/audit?action=rules.change')).json();
  expect(items.slice(0, 2).map(({ details }: { details: object }) => details)).toEqual([
    { rule: 'recommendations.dismissedDays', old: 14, new: 30 },
    { rule: 'recommendations.dismissedDays', old: 30, new: 14 },
  ]);
});

test('a recommendation goes when its student says so, without JavaScript', async ({ as, http }) => {
  const student = await http('student');
  const { recommendations: before } = await (await student.get('/api/v1/me/progress')).json();
  const page = await as('student', { javaScript: false });
  await page.goto(`/dashboard/${before[0].courseId}`);
  const first = page.getByRole('button', { name: /^Not now/ }).first();
  const name = (await first.textContent()) ?? '';
  await first.click();
  await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  const { recommendations } = await (await student.get('/api/v1/me/progress')).json();
  expect(recommendations.map(({ text }: { text: string }) => `Not now: ${text}`)).not.toContain(name);
});
