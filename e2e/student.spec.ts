import { expect, test } from './fixtures';

test.describe.configure({ mode: 'serial' });

test('a student finds a course, enrols, studies a section and sees it counted', async ({ as, http }) => {
  const page = await as('student');
  await page.goto('/courses');
  await page.getByRole('combobox', { name: 'Search courses' }).fill('cell');
  await page.locator('main').getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page).toHaveURL(/q=cell/);
  await page.locator('main').getByRole('link', { name: /cell/i }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/cell/i);
  const courseId = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await page
    .getByRole('button', { name: /^Enrol/ })
    .first()
    .click();
  await page
    .getByRole('link', { name: /^(Start|Continue)/ })
    .first()
    .click();
  await page.waitForURL(/\/learn\//);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/progress') && answer.ok());
  await page.getByRole('button', { name: 'Mark as done' }).first().click();
  await expect(page.getByRole('button', { name: 'Done' }).first()).toBeVisible();
  expect(await (await sent).json()).toMatchObject({ rejected: [] });

  const mine = async () => {
    const answer = await (await http('student')).get(`/api/v1/me/progress?courseId=${courseId}`);
    return (await answer.json()).analytics[0];
  };
  await expect.poll(async () => (await mine()).sectionsCompleted).toBe(1);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Done' }).first()).toBeVisible();

  await page.goto('/dashboard');
  await expect(page.getByRole('link', { name: (await mine()).title }).first()).toBeVisible();
});

test('what is studied offline is kept and counted once when the network is back', async ({ as, http }) => {
  const page = await as('student', {}, ['ERR_INTERNET_DISCONNECTED', 'Failed to load resource']);
  const student = await http('student');
  const [course] = (await (await student.get('/api/v1/me/progress')).json()).analytics.filter(
    ({ title }: { title: string }) => title === 'Statistics with Confidence',
  );
  const { lessons } = await (await student.get(`/api/v1/courses/${course.courseId}`)).json();
  await page.goto(`/learn/${course.courseId}/${lessons.at(-1).id}`);
  await expect(page.getByRole('button', { name: 'Mark as done' }).first()).toBeEnabled();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Mark as done' }).first().click();
  await expect(page.getByRole('button', { name: 'Done' }).first()).toBeVisible();
  const done = async () =>
    (await (await student.get(`/api/v1/me/progress?courseId=${course.courseId}`)).json()).analytics[0]
      .sectionsCompleted;
  expect(await done()).toBe(course.sectionsCompleted);
  await page.context().setOffline(false);
  await expect.poll(done, { timeout: 40_000 }).toBe(course.sectionsCompleted + 1);
});

test('a student leaves a course and finds the progress again', async ({ as }) => {
  const page = await as('student');
  await page.goto('/courses?q=cell');
  await page.locator('main').getByRole('link', { name: /cell/i }).first().click();
  await page.locator('summary', { hasText: /leave/i }).click();
  await page.getByRole('button', { name: /leave/i }).click();
  await page.waitForURL('**/dashboard');
  await page.goto('/courses?q=cell');
  await page.locator('main').getByRole('link', { name: /cell/i }).first().click();
  await page.getByRole('button', { name: 'Enrol again' }).first().click();
  await expect(page.getByRole('link', { name: /^Continue/ }).first()).toBeVisible();
});

test('the catalog and the sign-in work without JavaScript', async ({ as }) => {
  const page = await as(null, { javaScript: false });
  await page.goto('/courses?q=python');
  await expect(page.locator('main').getByRole('link', { name: 'Python, First Steps' })).toBeVisible();
  await page.goto('/sign-in?next=/dashboard');
  await page.getByLabel('E-mail').fill('student@demo.test');
  await page.getByLabel('Password').fill('syllabase-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/dashboard');
});

test('the palette leads to courses from the keyboard alone', async ({ as }) => {
  const page = await as('student');
  await page.goto('/dashboard');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const field = page.getByRole('combobox');
  await expect(async () => {
    if (!(await field.isVisible())) await page.keyboard.press('Control+k');
    await expect(field).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await field.fill('relational');
  await expect(page.getByRole('option', { name: /Relational Databases/ }).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(courses|learn)\//);
});

test('the menu of the account closes behind whoever follows one of its links', async ({ as }) => {
  const page = await as('student');
  await page.goto('/dashboard');
  const open = page.getByRole('button', { name: /^Account and privacy:/ });
  const link = page.getByRole('link', { name: 'Who looked at my record' });
  await open.click();
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Who looked at my record' })).toBeVisible();
  await expect(link).toBeHidden();
  await open.click();
  await expect(link).toBeVisible();
});

test('the keyboard goes on in a page that a link within the page led to', async ({ as }) => {
  const page = await as('student');
  await page.goto('/dashboard/privacy');
  await page.getByRole('link', { name: 'Your requests' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Your requests' })).toBeVisible();
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('main').getByRole('link', { name: 'Your learning' })).toBeFocused();
});

test('whoever is a guardian and nothing else starts with the children', async ({ as }) => {
  const page = await as('guardian');
  await page.goto('/sign-in');
  await expect(page).toHaveURL(/\/guardian$/);
  await page.getByRole('button', { name: /^Account and privacy:/ }).click();
  await expect(page.getByText('Guardian', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Maya Ellison', exact: true }).click();
  await page.getByRole('button', { name: 'Ask for the record' }).click();
  await expect(
    page.getByText('you are the student’s verified guardian').first(),
    'without a reason of their own',
  ).toBeVisible();
});

test('a guardian agrees that data of a child under 13 is collected, and takes it back', async ({ as }) => {
  const page = await as('guardian');
  await page.goto('/guardian');
  await expect(page.getByText('The account rests', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Theo Ellison', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Theo Ellison');
  await page.getByRole('link', { name: 'What may be shared', exact: true }).click();
  const child = page.locator('main');
  await expect(child.getByText('The account rests', { exact: true })).toBeVisible();
  const agreeing = child.locator('form').filter({ has: page.getByRole('button', { name: /^I agree/ }) });
  await agreeing.getByLabel('Your signature').fill('Somebody Else');
  await agreeing.getByRole('button', { name: /^I agree/ }).click();
  await expect(
    agreeing.getByText('Sign with your name as it stands in your account: Ruth Ellison.').first(),
  ).toBeVisible();
  await agreeing.getByLabel('Your signature').fill('ruth  ellison');
  await agreeing.getByRole('button', { name: /^I agree/ }).click();
  await expect(child.getByText('You agree', { exact: true })).toBeVisible();
  await page.reload();
  await expect(child.getByText('You agree', { exact: true })).toBeVisible();
  await child.getByText(/^Take it back/).click();
  await child.getByRole('button', { name: /^I no longer agree/ }).click();
  await expect(child.getByText('The account rests', { exact: true })).toBeVisible();
});

test('a page that is not there stands in one frame and leads home', async ({ as }) => {
  const page = await as('student', {}, ['404']);
  for (const address of [
    '/dashboard/no-such-course',
    '/learn/no/lesson',
    '/guardian',
    '/admin',
    '/no-such-page',
  ]) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 }), address).toHaveText(
      'There is nothing here that you can see',
    );
    await expect(page.locator('main'), address).toHaveCount(1);
    await expect(page.getByRole('banner'), address).toHaveCount(1);
  }
  await page.goto('/dashboard/no-such-course');
  await page.getByRole('link', { name: 'Back to your start page' }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
});

test('what was typed stays where the network is gone, or the session over', async ({ as }) => {
  const page = await as('student', {}, [
    'ERR_INTERNET_DISCONNECTED',
    'Failed to load resource',
    'unexpected response',
  ]);
  await page.goto('/dashboard/privacy/requests');
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Ask to have it put right' }) });
  await form.getByLabel('What is wrong').fill('The time spent');
  await form.getByLabel('What it should be').fill('Twelve hours');
  await form.getByLabel('Why').fill('A long letter that took half an hour to write.');
  await page.context().setOffline(true);
  await form.getByRole('button', { name: 'Ask to have it put right' }).click();
  await expect(form.getByRole('alert')).toContainText('There is no connection.');
  await expect(form.getByLabel('Why')).toHaveValue('A long letter that took half an hour to write.');
  await page.context().setOffline(false);
  await page.context().clearCookies();
  await form.getByRole('button', { name: 'Ask to have it put right' }).click();
  await expect(form.getByRole('alert')).toContainText('signed out');
  await expect(form.getByLabel('Why')).toHaveValue('A long letter that took half an hour to write.');
});
