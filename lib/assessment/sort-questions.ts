import type { ClassQuestion } from './class-questions';
import type { ClassQuestionsQuery } from './schema';

type Sort = NonNullable<ClassQuestionsQuery['sort']>;

/** What a question is sorted by, the smallest first; null where it has no figure, which goes last. */
const keys: Record<Sort, (question: ClassQuestion) => number | null> = {
  place: () => 0,
  answered: ({ answered }) => -answered,
  difficulty: ({ figures }) => figures?.difficulty.value ?? null,
  discrimination: ({ figures }) => figures?.discrimination.pointBiserial?.value ?? null,
  flags: ({ flags }) => -flags.length,
};

/** Questions in the wanted order, those of one rank in the order of the course: the most answered, the hardest,
 * those that tell students apart least, those with most flags first. */
export function sortQuestions(questions: readonly ClassQuestion[], sort: Sort): ClassQuestion[] {
  const rank = (question: ClassQuestion) => keys[sort](question) ?? Number.POSITIVE_INFINITY;
  return questions.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}
