import { courseTitled, studentOf } from './catalog';
import { expect, test } from './fixtures';

test('confidential details show nothing of themselves to others', async ({ as, http }) => {
  const course = await courseTitled(await http(null), 'Python, First Steps');
  const studentId = await studentOf(await http('instructor'), course.id);
  for (const [person, paths] of [
    ['student', [`/admin/people/${studentId}`]],
    ['instructor', [`/admin/people/${studentId}`, '/dashboard/privacy/details']],
    ['admin', ['/dashboard/privacy/details', '/admin/people/x', `/admin/people/${crypto.randomUUID()}`]],
  ] as const) {
    const page = await as(person, {}, ['404']);
    for (const path of paths) expect((await page.goto(path))?.status(), `${person} ${path}`).toBe(404);
  }
});

test('a full record holds them, a lesser one and an instructor’s do not', async ({ http }) => {
  const { viewer } = await (await (await http('student')).get('/api/v1/me')).json();
  const ask = async (person: 'admin' | 'instructor', scope: string) => {
    const data = {
      studentId: viewer.userId,
      scope,
      purpose: 'a test',
      justification: 'to see what is shown',
    };
    const answer = await (await http(person)).post('/api/v1/records/access', { data });
    return JSON.stringify(await answer.json());
  };
  expect(await ask('admin', 'full')).toContain('000-12-3456');
  expect(await ask('admin', 'academic')).not.toContain('000-12');
  expect(await ask('instructor', 'full')).not.toContain('000-12');
});
