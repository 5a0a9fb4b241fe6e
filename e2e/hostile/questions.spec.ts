import { randomUUID } from 'node:crypto';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import type { AskedQuestion } from '../../lib/assessment/schema';
import { courseTitled } from '../catalog';
import { expect, test } from '../fixtures';
import { expectProblem } from './refusals';

/** The demo student has just begun this one: the questions of its last lesson are open. */
const title = 'Statistics with Confidence';

async function lastLesson(http: APIRequestContext) {
  const course = await courseTitled(http, title);
  const { lessons } = await (await http.get(`/api/v1/courses/${course.id}`)).json();
  return { course, lessonId: lessons.at(-1).id as string };
}

async function questionsOf(http: APIRequestContext, courseId: string, lessonId: string) {
  const answer = await http.get(`/api/v1/courses/${courseId}/questions?lessonId=${lessonId}`);
  expect(answer.status()).toBe(200);
  return (await answer.json()).items as AskedQuestion[];
}

async function expectRefusal(answer: APIResponse, status: number): Promise<void> {
  const told = { status: answer.status(), type: answer.headers()['content-type'], text: await answer.text() };
  expectProblem(told, status, answer.url());
}

test('no response gives a key away before the question is answered', async ({ http }) => {
  const student = await http('student');
  const { course, lessonId } = await lastLesson(student);
  const keys = await questionsOf(await http('instructor'), course.id, lessonId);
  const asked = await questionsOf(student, course.id, lessonId);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(({ answer }) => answer !== null)).toEqual([]);
  const secrets = asked.map(({ id }) => keys.find((key) => key.id === id)?.key?.explanation ?? '');
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(20);
  for (const [person, path, headers] of [
    ['student', `/learn/${course.id}/${lessonId}`, {}],
    ['student', `/learn/${course.id}/${lessonId}`, { rsc: '1' }],
    ['student', `/api/v1/courses/${course.id}/questions?lessonId=${lessonId}`, {}],
    ['student', `/api/v1/courses/${course.id}`, {}],
    [null, `/courses/${course.id}`, {}],
    [null, `/courses/${course.id}`, { rsc: '1' }],
    [null, `/api/v1/search?q=${encodeURIComponent(secrets[0]?.slice(0, 60) ?? '')}`, {}],
  ] as const) {
    const answer = await (await http(person)).get(path, { headers });
    expect(answer.status(), path).toBe(200);
    const text = (await answer.text()).replaceAll('\\"', '"').replaceAll('&quot;', '"');
    for (const secret of secrets)
      expect(text.includes(secret.slice(0, 40)), `${path} gives a key away`).toBe(false);
    if (person === null) for (const { prompt } of asked) expect(text.includes(prompt), path).toBe(false);
    expect(text, path).not.toContain('"correct":[');
  }
});

test('answers are for the course’s students, of what is asked, and say nothing of themselves', async ({
  http,
}) => {
  const student = await http('student');
  const { course, lessonId } = await lastLesson(student);
  const before = await questionsOf(student, course.id, lessonId);
  const [question] = before;
  const answer = { id: randomUUID(), questionId: question?.id, version: question?.version, chosen: ['a'] };
  const post = (http: APIRequestContext, data: unknown, headers = {}) =>
    http.post('/api/v1/answers', { data, headers: { 'content-type': 'application/json', ...headers } });
  for (const [change, status] of [
    [{ questionId: randomUUID() }, 404],
    [{ version: 99 }, 409],
    [{ chosen: ['z'] }, 400],
    [{ chosen: ['a', 'b'] }, 400],
    [{ chosen: [] }, 400],
    [{ chosen: 'a' }, 400],
    [{ chosen: Array.from({ length: 27 }, () => 'a') }, 400],
    [{ chosen: ["a'; DROP TABLE questions; --"] }, 400],
    [{ id: 'x' }, 400],
    [{ version: 1.5 }, 400],
    [{ version: 2 ** 40 }, 400],
    [{ attempt: 1 }, 400],
    [{ correct: true }, 400],
    [{ answeredAt: '2020-01-01T00:00:00Z' }, 400],
    [{ studentId: randomUUID() }, 400],
    [{ courseId: course.id }, 400],
  ] as const) {
    await expectRefusal(await post(student, { ...answer, ...change }), status);
  }
  for (const body of [null, [], 'text', 42, {}, { answers: [answer] }])
    await expectRefusal(await post(student, JSON.stringify(body)), 400);
  await expectRefusal(await post(student, { ...answer, filler: 'x'.repeat(2_000_000) }), 413);
  expect(await questionsOf(student, course.id, lessonId)).toEqual(before);
});

test('what cannot be a lesson or an order of questions is refused by the interface and passed over by the page', async ({
  http,
  reader,
}) => {
  const { course, lessonId } = await lastLesson(await http(null));
  const instructor = await http('instructor');
  for (const query of ['', '?lessonId=x', `?lessonId=${lessonId}&all=1`])
    await expectRefusal(await instructor.get(`/api/v1/courses/${course.id}/questions${query}`), 400);
  const analysis = await instructor.get(`/api/v1/courses/${course.id}/class/questions`);
  expect((await analysis.json()).items.length).toBeGreaterThan(5);
  const page = await reader('instructor');
  await page.goto(`/teach/${course.id}/questions?sort=password&question=1`);
  await expect(page.getByText('Part of the address was not understood')).toBeVisible();
});
