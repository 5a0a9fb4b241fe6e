import { codeKey, readCode, squeezeCode } from '../text/code';
import { signsIn } from '../text/vocabulary';
import { stemsOf } from '../text/words';

/** What of a course is searched. */
export type CourseText = {
  code: string | null;
  title: string;
  department: string | null;
  skills: readonly string[];
  objectives: readonly string[];
  description: string | null;
  /** Titles and words of its lessons. */
  body: string;
};

type Field = 'title' | 'department' | 'skills' | 'objectives' | 'description' | 'body';
type FieldRule = {
  /** What one occurrence is worth. */
  weight: number;
  /** How much a long field dilutes its words, 0 to 1, and the length that dilutes nothing. */
  dilution: number;
  usual: number;
  /** How far a sign of a concept in this field proves it, 0 to 1. */
  proof: number;
};

/** BM25F, Robertson and Zaragoza 2009: fields add up before the frequency saturates. */
export const fieldRules: Record<Field, FieldRule> = {
  title: { weight: 3, dilution: 0.45, usual: 4, proof: 1 },
  department: { weight: 2, dilution: 0.3, usual: 2, proof: 0.35 },
  skills: { weight: 1.5, dilution: 0.5, usual: 8, proof: 0.5 },
  objectives: { weight: 1.2, dilution: 0.5, usual: 30, proof: 0.5 },
  description: { weight: 1, dilution: 0.6, usual: 35, proof: 0.55 },
  body: { weight: 0.35, dilution: 0.75, usual: 600, proof: 0.15 },
};
const saturation = 1.2;
/** Less than this is chance, and only makes the index larger. */
const leastProof = 0.1;

/** How a term of the index is written, by kind; words stand as their stem. */
export const termFor = {
  code: (key: string) => `#${key}`,
  concept: (key: string) => `~${key}`,
  pair: (first: string, second: string) => `${first}_${second}`,
  wholeTitle: (stems: readonly string[]) => `=${stems.join('_')}`,
};

/** The term that every course has; its frequency is the number of courses. */
export const everyCourse = '';

const longestBody = 20_000;
const longestWholeTitle = 200;
const longestCode = 64;
const requirements = /\b(?:prerequisites?|corequisites?|recommended preparation)\s*:[\s\S]*$/i;

/** Frames that take any matter: whoever looks for a matter seldom wants the frame. */
const generalTitle =
  /\b(?:topics|seminar|thesis|dissertation|special stud(?:y|ies)|independent|directed|group study|practicum|internship|colloquium|apprentice)/i;
const generalWorth = 0.8;

/** A description without the list of other courses that must come first: they are not what it is about. */
export const withoutRequirements = (description: string): string => description.replace(requirements, '');

/**
 * The terms under which a course is found, each with its impact: 0 to about 2.2 for words, 0 to 1 for
 * concepts and titles, fixed for codes. Rarity is not in it; the query knows that.
 */
export function postingsOf(course: CourseText): Map<string, number> {
  const fields: Record<Field, string[]> = {
    title: stemsOf(course.title),
    department: stemsOf(course.department ?? ''),
    skills: stemsOf(course.skills.join(' . ')),
    objectives: stemsOf(course.objectives.join(' . ')),
    description: stemsOf(withoutRequirements(course.description ?? '')),
    body: stemsOf(course.body.slice(0, longestBody)),
  };
  const aboutMatter = [...wordImpacts(fields), ...conceptImpacts(fields), ...titleImpacts(fields.title)];
  const worth = generalTitle.test(course.title) ? generalWorth : 1;
  return new Map([
    [everyCourse, 0],
    ...aboutMatter.map(([term, impact]) => [term, impact * worth] as const),
    ...codeImpacts(course.code),
  ]);
}

function wordImpacts(fields: Record<Field, string[]>): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const [name, stems] of Object.entries(fields)) {
    const { weight, dilution, usual } = fieldRules[name as Field];
    const worth = weight / (1 - dilution + dilution * (Math.max(stems.length, usual / 2) / usual));
    for (const stem of stems) frequencies.set(stem, (frequencies.get(stem) ?? 0) + worth);
  }
  for (const [stem, frequency] of frequencies) {
    frequencies.set(stem, (frequency * (saturation + 1)) / (frequency + saturation));
  }
  return frequencies;
}

function conceptImpacts(fields: Record<Field, string[]>): Map<string, number> {
  const doubts = new Map<string, number>();
  for (const [name, stems] of Object.entries(fields)) {
    const { proof } = fieldRules[name as Field];
    for (const { concept, weight } of signsIn(stems)) {
      doubts.set(concept, (doubts.get(concept) ?? 1) * (1 - weight * proof));
    }
  }
  return new Map(
    [...doubts]
      .filter(([, doubt]) => doubt <= 1 - leastProof)
      .map(([concept, doubt]) => [termFor.concept(concept), 1 - doubt]),
  );
}

function titleImpacts(stems: string[]): Map<string, number> {
  const impacts = new Map<string, number>();
  for (const [place, stem] of stems.slice(0, -1).entries())
    impacts.set(termFor.pair(stem, stems[place + 1] ?? ''), 1);
  const whole = termFor.wholeTitle(stems);
  if (stems.length > 0 && whole.length <= longestWholeTitle) impacts.set(whole, 1);
  return impacts;
}

function codeImpacts(text: string | null): Map<string, number> {
  const squeezed = squeezeCode(text ?? '').slice(0, longestCode);
  const code = text === null ? null : readCode(text);
  const impacts = new Map<string, number>();
  if (code) {
    const { subject, number, suffix } = code;
    impacts.set(termFor.code(subject), 1);
    impacts.set(termFor.code(`${subject}${number}`), suffix ? 2 : 3);
    impacts.set(termFor.code(codeKey(code)), 3);
  }
  if (squeezed) impacts.set(termFor.code(squeezed), 3);
  return impacts;
}
