import { randomUUID } from 'node:crypto';
import { InlineMarkdown, Markdown } from '@/components/lessons/markdown';
import { Prose } from '@/components/ui/prose';
import type { AskedQuestion } from '@/lib/assessment/schema';
import { AnswerKey } from './answer-key';
import { QuestionForm } from './question-form';

type QuestionCardProps = { question: AskedQuestion; number: number | null; isPreview: boolean };

/** One question: what it asks, and the way to answer it. */
export function QuestionCard({ question, number, isPreview }: QuestionCardProps) {
  const { id, version, kind, prompt, answer, key } = question;
  const choices = question.choices.map((choice) => ({
    id: choice.id,
    label: <InlineMarkdown text={choice.text} />,
  }));
  return (
    <div className="flex flex-col gap-4 rounded-card border border-rule-strong bg-paper-raised p-4 sm:p-5">
      <div>
        {number !== null && <p className="text-sm font-semibold text-accent">Question {number}</p>}
        <Prose>
          <Markdown text={prompt} />
        </Prose>
      </div>
      {isPreview ? (
        <AnswerKey choices={choices} answerKey={key} />
      ) : (
        <QuestionForm
          questionId={id}
          version={version}
          kind={kind}
          choices={choices}
          atFirst={{
            id: randomUUID(),
            chosen: answer?.chosen ?? [],
            outcome: answer && { ...answer, key },
            message: null,
          }}
        />
      )}
    </div>
  );
}
