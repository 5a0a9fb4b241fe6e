import { randomUUID } from 'node:crypto';
import { courseTitled } from '../catalog';
import { expect, test } from '../fixtures';

const gate = '/api/v1/records/access';
const reason = { scope: 'full', purpose: 'Grade review', justification: 'A complaint about the last grade.' };

test('the gate opens for those with a ground and refuses all others alike', async ({ http }) => {
  const course = await courseTitled(await http(null), 'Python, First Steps');
  const roster = await (await http('instructor')).get(`/api/v1/courses/${course.id}/class?limit=5`);
  const [{ userId: classmate }] = (await roster.json()).items;
  const ask = async (person: Parameters<typeof http>[0], data: object) =>
    (await http(person)).post(gate, { data });
  const teaching = await ask('instructor', { ...reason, studentId: classmate });
  expect(teaching.headers()['cache-control']).toBe('private, no-store');
  expect(await teaching.json()).toMatchObject({ decision: 'ALLOWED', level: 'academic' });
  expect(
    JSON.stringify(await (await ask('instructor', { ...reason, studentId: classmate })).json()),
  ).not.toContain('@');
  const refusals = [
    await ask('instructor', { ...reason, studentId: randomUUID() }),
    await ask('admin', { ...reason, studentId: randomUUID() }),
    await ask('student', { ...reason, studentId: randomUUID() }),
  ];
  const me = (await (await (await http('student')).get('/api/v1/me')).json()).viewer.userId;
  if (classmate !== me) refusals.push(await ask('student', { ...reason, studentId: classmate }));
  const texts = new Set<string>();
  for (const refusal of refusals) {
    expect(refusal.status()).toBe(403);
    texts.add(await refusal.text());
  }
  expect(texts.size).toBe(1);
  for (const wrong of [{ purpose: '' }, { scope: 'all' }, { level: 'full' }, { studentId: "' OR true --" }])
    expect((await ask('admin', { ...reason, studentId: me, ...wrong })).status()).toBe(400);
});

test('an administrator asks on the page, and the student sees who looked and why', async ({ as, http }) => {
  const me = (await (await (await http('student')).get('/api/v1/me')).json()).viewer.userId;
  const page = await as('admin');
  await page.goto('/admin/records');
  await page.getByLabel('Find the person').fill('student@demo.test');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const found = page.getByRole('region', { name: 'People by name' }).getByRole('listitem');
  await found.getByRole('link').click();
  await expect(page).toHaveURL(`/admin/records?student=${me}`);
  const form = page.locator('form').filter({ has: page.getByRole('button', { name: 'Ask for the record' }) });
  // An emergency that is opened and not stated is no ordinary request.
  await form.getByText('Somebody’s health or safety is in danger').click();
  await expect(form.getByLabel('Threat')).toHaveAttribute('required');
  await form.evaluate((element) => element.setAttribute('novalidate', ''));
  await form.getByLabel('Purpose').fill('Academic advising');
  await form.getByLabel('Justification').fill('A friend of the student called.');
  await form.getByRole('button', { name: 'Ask for the record' }).click();
  await expect(form.getByText('at least 20 characters').first()).toBeVisible();
  await expect(page.getByText('you administer the student’s institution')).toHaveCount(0);
  await form.getByText('Somebody’s health or safety is in danger').click();
  await form.getByLabel('Purpose').fill('Academic advising');
  const words = `The student asked for a letter ${randomUUID()}.`;
  await form.getByLabel('Justification').fill(words);
  await form.getByRole('button', { name: 'Ask for the record' }).click();
  await expect(page.getByText('you administer the student’s institution')).toBeVisible();
  const own = await as('student');
  await own.goto('/dashboard/privacy');
  await expect(own.getByText(words)).toBeVisible();
  const others = await (await (await http('instructor')).get('/api/v1/me/disclosures')).text();
  expect(others).not.toContain(words);
});
