'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { type AnswerFormState, answerAction } from '@/lib/assessment/actions';
import type { QuestionKind } from '@/lib/assessment/schema';
import type { LabelledChoice } from './answer-key';
import { AnswerOutcome } from './answer-outcome';
import { ChoiceField } from './choice-field';

type QuestionFormProps = {
  questionId: string;
  version: number;
  kind: QuestionKind;
  choices: readonly LabelledChoice[];
  atFirst: AnswerFormState;
};

/** Answers a question; the server grades it. Works without a script as well. */
export function QuestionForm({ questionId, version, kind, choices, atFirst }: QuestionFormProps) {
  const [{ id, chosen, outcome, message }, submit, pending] = useActionState(answerAction, atFirst);
  return (
    <form action={submit} className="flex flex-col items-start gap-4">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="questionId" value={questionId} />
      <input type="hidden" name="version" value={version} />
      <fieldset className="w-full">
        <legend className="mb-2 text-sm text-ink-soft">
          {kind === 'SINGLE' ? 'Choose one answer' : 'Choose all that apply'}
        </legend>
        <div className="flex flex-col gap-2">
          {choices.map((choice) => (
            <ChoiceField
              key={choice.id}
              choice={choice}
              kind={kind}
              isChosen={chosen.includes(choice.id)}
              isRight={outcome?.key?.correct.includes(choice.id) ?? false}
            />
          ))}
        </div>
      </fieldset>
      <div role="status" className="w-full empty:hidden">
        {message && <Alert tone="critical" title={message} />}
        {!message && outcome && <AnswerOutcome outcome={outcome} />}
      </div>
      <Button type="submit" variant={outcome ? 'secondary' : 'primary'} busy={pending}>
        {outcome ? 'Answer again' : 'Check the answer'}
      </Button>
    </form>
  );
}
