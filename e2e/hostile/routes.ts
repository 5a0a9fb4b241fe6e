/** The address of a file of app/: that of `app/(admin)/admin/people/[userId]/page.tsx` is `/admin/people/[userId]`. */
export function routeOf(file: string): string {
  const segments = file
    .split('/')
    .slice(1, -1)
    .filter((segment) => !segment.startsWith('('));
  return `/${segments.join('/')}`;
}

/** What stands for the parameters of routes: the class of the demo instructor, with the demo student in it. */
export type Sample = {
  course: string;
  lesson: string;
  section: string;
  student: string;
  /** The demo guardian's. */
  child: string;
  /** A message that the student got. */
  message: string;
  question: string;
  /** Names of the class, which nobody else may read anywhere. */
  names: string[];
};

/** A route with the sample in the place of its parameters. */
export function addressOf(route: string, { course, lesson, student, child, message }: Sample): string {
  const values: Record<string, string> = {
    id: course,
    courseId: course,
    lessonId: lesson,
    userId: student,
    studentId: route.startsWith('/guardian') ? child : student,
    messageId: message,
    page: '0',
    '...nextauth': 'session',
  };
  return route.replaceAll(/\[([\w.]+)\]/g, (_, name) => values[name] ?? '');
}

/** The same with one and the same text in the place of all of them. */
export const oddAddressOf = (route: string, text: string): string => route.replaceAll(/\[[\w.]+\]/g, text);
