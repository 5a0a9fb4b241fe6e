import { childIn } from '../people';
import { raw } from '../raw-http';
import type { Sample } from './routes';
import type { Visitor } from './visitor';

const title = 'Python, First Steps';
/** The demo student has just begun this one: there are questions in its lessons. */
const withQuestions = 'Statistics with Confidence';

/** Reads the sample as those who may see it. */
export async function gatherSample(origin: string, cookies: Record<Visitor, string>): Promise<Sample> {
  const read = async (visitor: Visitor, path: string) => {
    const answer = await raw(origin, path, { cookie: cookies[visitor] });
    if (answer.status !== 200) throw new Error(`${path} as ${visitor}: ${answer.status}`);
    return JSON.parse(answer.text);
  };
  const { items: courses } = await read('nobody', '/api/v1/courses?limit=100');
  const idOf = (wanted: string): string => courses.find((course: Named) => course.title === wanted)?.id;
  const course = await read('nobody', `/api/v1/courses/${idOf(title)}`);
  const { viewer } = await read('student', '/api/v1/me');
  const roster = await read('instructor', `/api/v1/courses/${course.id}/class?limit=20&sort=name`);
  const { items: told } = await read('student', '/api/v1/me/notifications?limit=100');
  const message = told
    .find(({ kind }: { kind: string }) => kind === 'MESSAGE')
    .href.split('/')
    .at(-1);
  const asking = await read('nobody', `/api/v1/courses/${idOf(withQuestions)}`);
  const lastLesson = asking.lessons.at(-1).id;
  const questions = await read('instructor', `/api/v1/courses/${asking.id}/questions?lessonId=${lastLesson}`);
  const { text: guardian } = await raw(origin, '/guardian', { cookie: cookies.guardian });
  return {
    course: course.id,
    lesson: course.lessons[0].id,
    section: course.lessons[0].sections[0].id,
    student: viewer.userId,
    child: childIn(guardian),
    message,
    question: questions.items[0].id,
    names: roster.items
      .map(({ name }: { name: string }) => name)
      .filter((name: string) => name !== viewer.displayName),
  };
}

type Named = { id: string; title: string };
