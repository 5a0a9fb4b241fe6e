import { MessageCircleQuestion } from 'lucide-react';
import type { Metadata } from 'next';
import { AnalysisMethod } from '@/components/assessment/analysis-method';
import { QuestionDetail } from '@/components/assessment/question-detail';
import { QuestionTable } from '@/components/assessment/question-table';
import { ClassHeader } from '@/components/classes/class-header';
import { IgnoredNotice } from '@/components/page/ignored-notice';
import { EmptyState } from '@/components/ui/empty-state';
import { pathId } from '@/lib/access/ids';
import { orNotFound } from '@/lib/access/page-reads';
import { requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import { getClassQuestions } from '@/lib/assessment/class-questions';
import { classQuestionsQuery } from '@/lib/assessment/schema';
import { sortQuestions } from '@/lib/assessment/sort-questions';
import { loadClass } from '@/lib/classes/load-class';
import { pageQuery } from '@/lib/page-query';

type Props = PageProps<'/teach/[courseId]/questions'>;

const courseIdOf = ({ params }: Props) => orNotFound(params.then(({ courseId }) => pathId(courseId)));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { course } = await loadClass(await requireViewer(), await courseIdOf(props));
  return { title: `Questions of ${course.code ?? course.title}` };
}

export default async function ClassQuestionsPage(props: Props) {
  const viewer = await requireViewer();
  const courseId = await courseIdOf(props);
  const { query, ignored } = pageQuery(classQuestionsQuery, await props.searchParams);
  const [{ course }, { questions, asOf }, timeZone] = await Promise.all([
    loadClass(viewer, courseId),
    orNotFound(getClassQuestions(viewer, courseId)),
    timeZoneOf(viewer),
  ]);
  const open = questions.find(({ id }) => id === query.question);
  return (
    <div>
      <ClassHeader course={course} place="/questions" />
      <div className="flex flex-col gap-6">
        <IgnoredNotice ignored={ignored} />
        {questions.length === 0 ? (
          <NoQuestions />
        ) : (
          <>
            <p className="max-w-reading text-sm text-ink-soft">
              How the class answers at the first try. Open a question to see its choices.
            </p>
            {open && <QuestionDetail courseId={courseId} question={open} />}
            <QuestionTable
              courseId={courseId}
              query={query}
              questions={sortQuestions(questions, query.sort ?? 'place')}
            />
            <AnalysisMethod asOf={asOf} timeZone={timeZone} />
          </>
        )}
      </div>
    </div>
  );
}

const NoQuestions = () => (
  <EmptyState icon={<MessageCircleQuestion />} title="This course asks no questions yet">
    <p>
      Questions come with the sections of a Markdown course, as boxes with choices to tick. What the class
      answers shows here.
    </p>
  </EmptyState>
);
