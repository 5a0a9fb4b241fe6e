import { type APIRequestContext, expect } from '@playwright/test';

type Item = { id: string; title: string; instructor: { id: string; name: string }; enrolledStudents: number };

async function courses(http: APIRequestContext, query: string): Promise<Item[]> {
  const answer = await http.get(`/api/v1/courses?limit=100&${query}`);
  expect(answer.status()).toBe(200);
  return (await answer.json()).items;
}

/** The demo course of that title. */
export async function courseTitled(http: APIRequestContext, title: string): Promise<Item> {
  const found = (await courses(http, '')).find((course) => course.title === title);
  if (!found) throw new Error(`the demo has no course “${title}”`);
  return found;
}

/** A course that somebody else teaches. */
export async function courseNotTaughtBy(http: APIRequestContext, instructorId: string): Promise<Item> {
  const found = (await courses(http, '')).find((course) => course.instructor.id !== instructorId);
  if (!found) throw new Error('the demo has one instructor only');
  return found;
}

/** Another course of the same instructor. */
export async function courseAlsoTaughtBy(http: APIRequestContext, { id, instructor }: Item): Promise<Item> {
  const found = (await courses(http, '')).find(
    (course) => course.instructor.id === instructor.id && course.id !== id,
  );
  if (!found) throw new Error('the demo’s instructor teaches one course only');
  return found;
}

export async function firstSection(http: APIRequestContext, courseId: string) {
  const course = await (await http.get(`/api/v1/courses/${courseId}`)).json();
  const lesson = course.lessons[0];
  return { courseId, lessonId: lesson.id as string, sectionId: lesson.sections[0].id as string };
}

/** A student of a class, for whoever may see the class list: the first by name. */
export async function studentOf(http: APIRequestContext, courseId: string): Promise<string> {
  const { items } = await (await http.get(`/api/v1/courses/${courseId}/class?limit=1&sort=name`)).json();
  return items[0].userId;
}
