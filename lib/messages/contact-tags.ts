/** Changes whenever somebody writes to or notes something about students of a class. */
export const contactTag = (courseId: string): string => `contacts:${courseId}`;
