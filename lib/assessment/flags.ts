import type { ChoiceShare, QuestionFigures } from './analysis';

export type FlagKind = 'key' | 'negative' | 'weak' | 'easy' | 'hard' | 'unchosen';
export type Flag = { kind: FlagKind; reason: string };

/**
 * Bounds of the flags. A figure is flagged where its whole 95 % interval lies beyond the bound, so that chance
 * alone flags little. Below 0.2 a question tells students apart poorly (R. L. Ebel, Essentials of Educational
 * Measurement, 1972); a wrong choice below 5 % does not work (T. M. Haladyna & S. M. Downing, How many options
 * is enough?, Educ. Psychol. Meas. 53 (1993)), which takes some students to see.
 */
export const bounds = { easy: 0.9, hard: 0.3, weak: 0.2, unchosen: 0.05, unchosenStudents: 50 };

const percent = (share: number) => `${Math.round(share * 100)} %`;
const letter = ({ id }: Pick<ChoiceShare, 'id'>) => id.toUpperCase();

/** What an instructor should look at in a question, worst first, each with its reason in a sentence. */
export function flagQuestion(figures: QuestionFigures, answered: number): Flag[] {
  return [
    ...checkKey(figures.choices),
    ...discriminationFlags(figures),
    ...difficultyFlags(figures),
    ...unchosen(figures.choices, answered),
  ];
}

/** A wrong choice that the upper group takes more often than the lower one does, and than a right choice. */
function checkKey(choices: readonly ChoiceShare[]): Flag[] {
  const right = choices.filter(({ isRight }) => isRight);
  return choices.flatMap((choice): Flag[] => {
    const { upper, lower } = choice;
    if (choice.isRight || upper === null || lower === null || upper <= lower) return [];
    const beaten = right.find((key) => key.upper !== null && key.upper < upper);
    if (!beaten) return [];
    const reason = `Students who do well elsewhere choose ${letter(choice)} (${percent(upper)}) rather than ${letter(beaten)} (${percent(beaten.upper ?? 0)}), which is marked as right: check the key and the wording.`;
    return [{ kind: 'key', reason }];
  });
}

function discriminationFlags({ discrimination: { pointBiserial } }: QuestionFigures): Flag[] {
  if (pointBiserial === null) return [];
  if (pointBiserial.high < 0)
    return [{ kind: 'negative', reason: 'Students who do well elsewhere get this one wrong more often.' }];
  if (pointBiserial.high < bounds.weak)
    return [
      {
        kind: 'weak',
        reason: 'Whether it is answered right says little about how a student does elsewhere.',
      },
    ];
  return [];
}

function difficultyFlags({ difficulty: { value, low, high } }: QuestionFigures): Flag[] {
  if (low > bounds.easy)
    return [{ kind: 'easy', reason: `Too easy: ${percent(value)} are right at the first try.` }];
  if (high < bounds.hard)
    return [{ kind: 'hard', reason: `Very hard: only ${percent(value)} are right at the first try.` }];
  return [];
}

function unchosen(choices: readonly ChoiceShare[], answered: number): Flag[] {
  if (answered < bounds.unchosenStudents) return [];
  return choices
    .filter(({ isRight, share }) => !isRight && share < bounds.unchosen)
    .map((choice) => ({
      kind: 'unchosen',
      reason:
        choice.share === 0
          ? `Nobody chose ${letter(choice)}.`
          : `Hardly anybody chose ${letter(choice)} (under ${percent(bounds.unchosen)}).`,
    }));
}
