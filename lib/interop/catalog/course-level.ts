import type { Audience, Difficulty } from '../markdown-course/course';

export type CourseLevel = {
  difficulty: Difficulty;
  audience: Audience[];
  /** False when the catalog names a level that says nothing here. */
  understood: boolean;
};

const difficultyWords: [Difficulty, RegExp][] = [
  [
    'BEGINNER',
    /\b(beginn(er|ers|ing)|introduct(ory|ion)|intro|basic|elementary|foundation(s|al)?|fundamentals?|lower ?(division|div|level|undergraduate)|ld|freshm[ae]n|first year|remedial|developmental|preparatory|(high|middle|secondary|primary) school)\b/,
  ],
  [
    'INTERMEDIATE',
    /\b(intermediate|upper ?(division|div|level|undergraduate)|ud|sophomores?|juniors?|second year|third year)\b/,
  ],
  ['ADVANCED', /\b(advanced|expert|seniors?|fourth year|final year|hono(u)?rs|capstone)\b/],
];

const audienceWords: [Audience, RegExp][] = [
  ['PRIMARY', /\b(primary|elementary school)\b/],
  ['SECONDARY', /\b((?<!post )secondary|(high|middle) school|(junior|senior) high)\b/],
  [
    'UNDERGRADUATE',
    /\b(under ?grad(uate)?s?|ug|u|bachelors?|baccalaureate|post ?secondary|(lower|upper) ?(division|div)|ld|ud|freshm[ae]n|sophomores?|juniors?(?! high)|seniors?(?! high)|hono(u)?rs)\b/,
  ],
  [
    'GRADUATE',
    /\b((?<!under )(?<!bachelors )(post ?)?grad(uate)?s?|gr|g|pg|masters?|doctora(l|te)|doctorate|ph ?d)\b/,
  ],
  ['PROFESSIONAL', /\b(professionals?|continuing|extension|vocational|executive|cpd)\b/],
];

const levelNumber = /\b(?:l|level )?(\d|\d{3,4})(?:st|nd|rd|th|s|xx)?\b/;
const firstNumber = /\d+/;
const longestLevel = 200;

/**
 * What a catalog's words mean here, in any case: “Lower-division”, “UG”, “Senior honors”, “300-level”,
 * “Master”, 1 to 8. The words decide; graduate study is ADVANCED; then a number in the level. Where the level
 * leaves the difficulty open, the first number of the course code decides: one or two digits are BEGINNER, of
 * three or four the first counts: 0–1 BEGINNER, 2–3 INTERMEDIATE, from 4 ADVANCED. Otherwise INTERMEDIATE. An
 * audience is only set where it is named, and as GRADUATE by a number from 500.
 */
export function readCourseLevel(level: string, code: string): CourseLevel {
  const words = plainWords(level.slice(0, longestLevel));
  const audience = audienceWords.filter(([, pattern]) => pattern.test(words)).map(([name]) => name);
  const number = levelNumber.exec(words)?.[1] ?? '';
  const stated = firstDifficulty(words) ?? audienceDifficulty(audience) ?? leadingDigit(number);
  const understood = stated !== null || audience.length > 0 || level.trim() === '';
  const inCode = firstNumber.exec(code)?.[0] ?? '';
  const deciding = stated === null && audience.length === 0 ? inCode : number;
  return {
    difficulty: stated ?? codeDifficulty(inCode) ?? 'INTERMEDIATE',
    audience: audience.length === 0 && isGraduateNumber(deciding) ? ['GRADUATE'] : audience,
    understood,
  };
}

const plainWords = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The difficulty that is named first: “introductory to advanced” begins where its students begin. */
function firstDifficulty(words: string): Difficulty | null {
  const found = difficultyWords
    .map(([name, pattern]) => ({ name, at: words.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return found[0]?.name ?? null;
}

const audienceDifficulty = (audience: Audience[]): Difficulty | null =>
  audience.includes('GRADUATE') && !audience.includes('UNDERGRADUATE') ? 'ADVANCED' : null;

function leadingDigit(number: string): Difficulty | null {
  if (number === '') return null;
  const digit = Number(number.charAt(0));
  if (digit < 2) return 'BEGINNER';
  return digit < 4 ? 'INTERMEDIATE' : 'ADVANCED';
}

function codeDifficulty(number: string): Difficulty | null {
  if (number.length > 4) return null;
  return number.length === 1 || number.length === 2 ? 'BEGINNER' : leadingDigit(number);
}

const isGraduateNumber = (number: string) => /^[5-9]\d{2,3}$/.test(number);
