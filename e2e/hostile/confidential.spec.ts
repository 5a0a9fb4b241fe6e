import { expect, test } from '../fixtures';

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

test('the own details are the student’s page alone', async ({ http }) => {
  const text = await (await (await http('guardian')).get('/dashboard/privacy/details')).text();
  expect(text).not.toMatch(/000-12-3456|Grace Winter/);
  expect(await (await (await http('student')).get('/dashboard/privacy/details')).text()).toContain(
    'Grace Winter',
  );
});
