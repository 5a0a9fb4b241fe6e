import { Circle, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Markdown } from '@/components/lessons/markdown';
import { cn } from '@/components/ui/cn';
import type { QuestionKey } from '@/lib/assessment/schema';

export type LabelledChoice = { id: string; label: ReactNode };

type AnswerKeyProps = { choices: readonly LabelledChoice[]; answerKey: QuestionKey | null };

/** The choices with the right ones named, and why: for those who answer for the course. */
export function AnswerKey({ choices, answerKey }: AnswerKeyProps) {
  return (
    <>
      <ul className="flex flex-col gap-2">
        {choices.map(({ id, label }) => {
          const isRight = answerKey?.correct.includes(id) ?? false;
          return (
            <li
              key={id}
              className={cn(
                'flex items-baseline gap-3 rounded-control border px-3 py-2 [&>svg]:size-4.5 [&>svg]:shrink-0 [&>svg]:self-center',
                isRight && 'border-positive bg-positive-soft [&>svg]:text-positive',
              )}
            >
              {isRight ? <CircleCheck /> : <Circle className="text-ink-soft" />}
              <span className="min-w-0 flex-1">{label}</span>
              {isRight && <span className="text-sm font-semibold text-positive">Right</span>}
            </li>
          );
        })}
      </ul>
      {answerKey?.explanation && (
        <div className="border-t pt-3 text-sm text-ink-soft">
          <Markdown text={answerKey.explanation} />
        </div>
      )}
    </>
  );
}
