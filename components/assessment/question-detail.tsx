import { Markdown } from '@/components/lessons/markdown';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { HashFocus } from '@/components/ui/hash-focus';
import { Prose } from '@/components/ui/prose';
import { Stat, StatGroup } from '@/components/ui/stat';
import { TextLink } from '@/components/ui/text-link';
import { leastOthers, leastStudents, type QuestionFigures } from '@/lib/assessment/analysis';
import type { ClassQuestion } from '@/lib/assessment/class-questions';
import { count, counted } from '@/lib/format';
import { ChoiceFigure } from './choice-figure';
import { coefficient, coefficientInterval, shareInterval, shareText } from './words';

type QuestionDetailProps = { courseId: string; question: ClassQuestion };

/** One question: what it asks, how it works, what its choices draw, and what to look at. */
export function QuestionDetail({ courseId, question }: QuestionDetailProps) {
  const { lessonOrder, number, lessonId, lessonTitle, sectionId, sectionTitle, prompt, answered, figures } =
    question;
  return (
    <Card
      as="section"
      id="question"
      tabIndex={-1}
      aria-labelledby="question-title"
      className="flex flex-col gap-6"
    >
      <HashFocus key={question.id} id="question" />
      <div className="flex flex-col gap-2">
        <h2 id="question-title" className="font-serif text-xl font-semibold">
          Question {lessonOrder}.{number}
        </h2>
        <p className="text-sm text-ink-soft">
          <TextLink href={`/learn/${courseId}/${lessonId}#${sectionId}`}>{sectionTitle}</TextLink> in{' '}
          {lessonTitle}
        </p>
        <Prose>
          <Markdown text={prompt} />
        </Prose>
      </div>
      {figures === null ? (
        <Alert tone="neutral" title="Not enough data yet">
          {counted(answered, 'student')} answered what is asked now. Figures show from {leastStudents} on.
        </Alert>
      ) : (
        <>
          <Reasons flags={question.flags} />
          <Figures answered={answered} figures={figures} />
          <ChoiceFigure answered={answered} figures={figures} kind={question.kind} />
        </>
      )}
    </Card>
  );
}

function Reasons({ flags }: Pick<ClassQuestion, 'flags'>) {
  if (flags.length === 0) return null;
  return (
    <Alert tone="caution" title="To look at">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {flags.map(({ reason }) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Alert>
  );
}

function Figures({ answered, figures }: { answered: number; figures: QuestionFigures }) {
  const { students, pointBiserial, upperLower, upperStudents, lowerStudents } = figures.discrimination;
  return (
    <StatGroup>
      <Stat label="Answered" value={count(answered)} note="students, by their first answer" />
      <Stat
        label="Right at first"
        value={shareText(figures.difficulty.value)}
        note={`95 % interval ${shareInterval(figures.difficulty)}`}
      />
      <Stat
        label="Discrimination"
        value={pointBiserial ? coefficient(pointBiserial.value) : 'Not enough data'}
        note={
          pointBiserial
            ? `95 % interval ${coefficientInterval(pointBiserial)}; ${counted(students, 'student')}`
            : `needs ${leastStudents} students with ${leastOthers} other questions answered, not all alike`
        }
      />
      <Stat
        label="Upper − lower 27 %"
        value={upperLower === null ? 'Not enough data' : coefficient(upperLower)}
        note={
          upperLower === null
            ? `needs two groups of ${leastStudents} that differ`
            : `${count(upperStudents ?? 0)} and ${counted(lowerStudents ?? 0, 'student')}`
        }
      />
    </StatGroup>
  );
}
