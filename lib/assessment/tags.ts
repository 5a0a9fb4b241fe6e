/** Changes with each answer in a course, and not with each minute of reading in it as `class:` does. */
export const answersTag = (courseId: string): string => `answers:${courseId}`;
