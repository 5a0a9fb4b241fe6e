import { MessageCircleQuestion } from 'lucide-react';
import type { AskedQuestion } from '@/lib/assessment/schema';
import { sectionScore } from '@/lib/assessment/score';
import { counted, percent } from '@/lib/format';
import { QuestionCard } from './question-card';

type SectionQuestionsProps = {
  sectionId: string;
  questions: readonly AskedQuestion[];
  /** Staff see the right choices and answer nothing. */
  isPreview: boolean;
};

/** What a section asks, after its text. */
export function SectionQuestions({ sectionId, questions, isPreview }: SectionQuestionsProps) {
  if (questions.length === 0) return null;
  const titleId = `${sectionId}-questions`;
  return (
    <section aria-labelledby={titleId} className="mt-8 flex flex-col gap-4 print:hidden">
      <div>
        <h3 id={titleId} className="flex items-center gap-2 font-serif text-xl font-semibold">
          <MessageCircleQuestion className="size-5 text-accent" /> Have you got it?
        </h3>
        <p className="text-sm text-ink-soft">
          {isPreview ? 'Students answer here. You see which choices are right.' : standingWords(questions)}
        </p>
      </div>
      {questions.map((question, index) => (
        <QuestionCard
          key={`${question.id}:${question.version}`}
          question={question}
          number={questions.length > 1 ? index + 1 : null}
          isPreview={isPreview}
        />
      ))}
    </section>
  );
}

function standingWords(questions: readonly AskedQuestion[]): string {
  const answers = questions.flatMap(({ answer }) => answer ?? []);
  const right = answers.filter(({ correct }) => correct).length;
  const score = sectionScore({ questions: questions.length, answered: answers.length, right });
  if (answers.length === 0)
    return `${counted(questions.length, 'question')}. You can answer again; your last answer counts.`;
  if (score === null) return `${answers.length} of ${counted(questions.length, 'question')} answered.`;
  if (questions.length === 1) return right === 1 ? 'Answered right.' : 'Answered, not right yet.';
  return `Your last answers: ${right} of ${questions.length} right (${percent(score * 100)}).`;
}
