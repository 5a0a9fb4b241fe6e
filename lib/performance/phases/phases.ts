import { addDays, daysBetween } from '@/lib/days';

/** What a term is about on a day. */
export type Phase = 'ENROLMENT' | 'TEACHING' | 'EXAMS';
export const phases = ['ENROLMENT', 'TEACHING', 'EXAMS'] as const satisfies readonly Phase[];

/** First and last day of a term, YYYY-MM-DD. */
export type Term = { startsOn: string; endsOn: string };

/** Days of which all belong to a phase of some term. */
export type PhaseSpan = { phase: Phase; from: string; until: string };

/** Students enrol from four weeks before a term until two weeks into it. */
const enrolBefore = 28;
const enrolInto = 14;
/** Exams are the last three weeks of a term; marks come in the week after it. */
const examDays = 21;
const marksAfter = 7;
/** Of a short term neither takes more than a third. */
const mostShare = 1 / 3;
/** What is shorter than four weeks is a workshop, what is longer than 400 days has no rhythm. */
const leastDays = 28;
const mostDays = 400;

const lengthOf = ({ startsOn, endsOn }: Term) => daysBetween(startsOn, endsOn) + 1;

/** Whether these dates are those of a term. */
export const isTerm = (term: Term): boolean => lengthOf(term) >= leastDays && lengthOf(term) <= mostDays;

/** The three phases of one term, each in one piece, in order and without a gap. */
export function spansOfTerm(term: Term): PhaseSpan[] {
  const most = Math.ceil(lengthOf(term) * mostShare);
  const teaching = addDays(term.startsOn, Math.min(enrolInto, most));
  const exams = addDays(term.endsOn, 1 - Math.min(examDays, most));
  return [
    { phase: 'ENROLMENT', from: addDays(term.startsOn, -enrolBefore), until: addDays(teaching, -1) },
    { phase: 'TEACHING', from: teaching, until: addDays(exams, -1) },
    { phase: 'EXAMS', from: exams, until: addDays(term.endsOn, marksAfter) },
  ];
}

/** The phases that a day (YYYY-MM-DD) is in: none between terms, several where terms overlap. In the order of a term. */
export function phasesOf(day: string, terms: readonly Term[]): Phase[] {
  const spans = terms.filter(isTerm).flatMap(spansOfTerm);
  return phases.filter((phase) =>
    spans.some((span) => span.phase === phase && span.from <= day && day <= span.until),
  );
}

/** The phases of all terms, those of a kind that overlap or touch as one; by phase, then by day. */
export function spansOf(terms: readonly Term[]): PhaseSpan[] {
  const spans = terms.filter(isTerm).flatMap(spansOfTerm);
  return phases.flatMap((phase) => joined(spans.filter((span) => span.phase === phase)));
}

function joined(spans: readonly PhaseSpan[]): PhaseSpan[] {
  const result: PhaseSpan[] = [];
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (last && span.from <= addDays(last.until, 1))
      result[result.length - 1] = { ...last, until: span.until > last.until ? span.until : last.until };
    else result.push(span);
  }
  return result;
}
