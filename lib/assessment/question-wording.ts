import { randomUUID } from 'node:crypto';
import type { Choice, QuestionKind } from './schema';
import type { PlacedQuestion } from './wanted-question';

/** What an answer answers: when it changes, the question is answered anew. */
type Wording = { kind: QuestionKind; prompt: string; choices: Choice[]; correct: string[] };
export type KnownQuestion = Wording & {
  id: string;
  sectionId: string;
  order: number;
  version: number;
  isDeleted: boolean;
  explanation: string | null;
};

/** The row that a wanted question becomes, and what that is to the known one. */
export function continueQuestion(
  known: KnownQuestion | undefined,
  { sectionId, order, explanation, ...wanted }: PlacedQuestion,
) {
  const wording = wordingOf(wanted);
  const isReworded = !known || JSON.stringify(wording) !== JSON.stringify(wordingIn(known));
  const isMoved = known?.sectionId !== sectionId || known.order !== order || known.isDeleted;
  const version = (known?.version ?? 0) + (isReworded ? 1 : 0);
  const isChanged = isReworded || isMoved || known.explanation !== explanation;
  const outcome = !known ? 'new' : isChanged ? 'changed' : 'unchanged';
  return {
    row: { id: known?.id ?? randomUUID(), sectionId, order, version, explanation, ...wording },
    isReworded,
    outcome,
  };
}

function wordingOf({ prompt, choices }: Pick<PlacedQuestion, 'prompt' | 'choices'>): Wording {
  const lettered = choices.map(({ text, isRight }, index) => ({
    id: String.fromCharCode(97 + index),
    text,
    isRight,
  }));
  const correct = lettered.filter(({ isRight }) => isRight).map(({ id }) => id);
  return {
    kind: correct.length > 1 ? 'MULTIPLE' : 'SINGLE',
    prompt,
    choices: lettered.map(({ id, text }) => ({ id, text })),
    correct,
  };
}

/** In the order of properties in which `wordingOf` makes them, whatever order the database keeps. */
const wordingIn = ({ kind, prompt, choices, correct }: KnownQuestion): Wording => ({
  kind,
  prompt,
  choices: choices.map(({ id, text }) => ({ id, text })),
  correct,
});
