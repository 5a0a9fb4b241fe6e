import { HeadCell, SortHeadCell, Table } from '@/components/ui/table';
import type { ClassQuestion } from '@/lib/assessment/class-questions';
import type { ClassQuestionsQuery } from '@/lib/assessment/schema';
import { questionsHref } from './question-links';
import { QuestionRow } from './question-row';

type QuestionTableProps = {
  courseId: string;
  query: ClassQuestionsQuery;
  /** In the order of the query. */
  questions: readonly ClassQuestion[];
};

const directions = {
  place: 'ascending',
  answered: 'descending',
  difficulty: 'ascending',
  discrimination: 'ascending',
  flags: 'descending',
} as const;

/** Every question of a course with its figures; each leads to its own. */
export function QuestionTable({ courseId, query, questions }: QuestionTableProps) {
  const sorted = query.sort ?? 'place';
  const sortBy = (sort: keyof typeof directions) => ({
    href: questionsHref(courseId, { ...query, sort }),
    direction: sort === sorted ? directions[sort] : null,
  });
  return (
    <Table caption="Questions of this course" captionHidden tall={questions.length > 12}>
      <thead>
        <tr>
          <SortHeadCell {...sortBy('place')} className="sticky left-0 z-20">
            Question
          </SortHeadCell>
          <SortHeadCell {...sortBy('answered')} numeric>
            Answered
          </SortHeadCell>
          <SortHeadCell {...sortBy('difficulty')} numeric>
            Right at first
          </SortHeadCell>
          <SortHeadCell {...sortBy('discrimination')} numeric>
            Discrimination
          </SortHeadCell>
          <HeadCell numeric>Upper − lower</HeadCell>
          <SortHeadCell {...sortBy('flags')}>To look at</SortHeadCell>
        </tr>
      </thead>
      <tbody>
        {questions.map((question) => (
          <QuestionRow
            key={question.id}
            question={question}
            isOpen={question.id === query.question}
            href={questionsHref(courseId, { ...query, question: question.id }, '#question')}
          />
        ))}
      </tbody>
    </Table>
  );
}
