import type { Rules } from '@/lib/analytics/rules/rules';
import { type Alike, type Interval, intervalOf } from './impact-interval';

/** Raised with every change of what is compared, so that a figure that an older release kept is worked out anew. */
export const impactMethod = 4;

/** What of the rules a comparison depends on, besides where the at-risk list had somebody. */
export type ImpactRules = Rules['impact'];

/** Days are numbers: days since 1970-01-01. */
export type StudentHistory = {
  studentId: string;
  enrolledOn: number;
  /** When the student completed or left the course. */
  endedOn: number | null;
  activeDays: readonly number[];
  /** The day of each section that the student finished; a day may stand several times. */
  finishedDays: readonly number[];
};
export type Contact = { studentId: string; day: number };

/** Where the at-risk list had a student at the end of the day before a contact: `unlisted` is below its first score. */
export type RiskThen = { band: 'high' | 'raised' | 'unlisted'; score: number };
/** By day of contact, then by student. Who could not be judged then is missing, and so is a day without a list. */
export type RisksThen = ReadonlyMap<number, ReadonlyMap<string, RiskThen>>;

/** Means a student, over the days before and the days after. */
type Change = { before: number; after: number };
export type Measures = {
  activeDays: Change;
  sections: Change;
  /** On the at-risk list, at the end of the day before the contact; 0–100. */
  score: number;
};

export type Impact = {
  /** By which it was worked out, see `impactMethod`. */
  method: number;
  rules: ImpactRules;
  /** Contacts with a whole window before and after and somebody to compare with. */
  contacts: number;
  students: number;
  comparableStudents: number;
  /** Contacts with whole windows, of whom nothing could be said at the time or beside whom nobody stood alike. */
  leftOut: number;
  /** Null below the least students of the rules on either side. */
  comparison: Comparison | null;
};

export type Comparison = {
  contacted: Measures;
  comparable: Measures;
  /** How much more the contacted changed than the comparable, a student. */
  difference: { activeDays: Interval; sections: Interval };
};

type Row = {
  activeBefore: number;
  activeAfter: number;
  finishedBefore: number;
  finishedAfter: number;
  score: number;
};
/** Students who stood alike before a day, and what they did on average. */
type Group = { mean: Row; activeDays: Alike; sections: Alike };
type Pair = { studentId: string; own: Row; others: Group };

/**
 * What students did before and after somebody wrote to them or noted something about them, beside students of the
 * same class who stood alike at that time (in the same band of the at-risk list, and as active in the days before) and were
 * not contacted within those days or the days after. The comparable students of a contact count together as one. A
 * student's next contact counts only after the window of the last one. It compares; it does not say why.
 *
 * @param risks of at least the days of `daysToJudge`
 * @param today the current day, which is not over and therefore in no window
 */
export function measureImpact(
  students: readonly StudentHistory[],
  contacts: readonly Contact[],
  risks: RisksThen,
  rules: ImpactRules,
  today: number,
): Impact {
  const contactDays = daysByStudent(contacts);
  const sorted = students.map(inOrder);
  const byId = new Map(sorted.map((student) => [student.studentId, student]));
  const pairs: Pair[] = [];
  const compared = new Set<string>();
  let seen = 0;
  for (const [day, contacted] of episodesByDay(contactDays, rules)) {
    const risk = risks.get(day);
    // Nobody has looked how students stood before the oldest days.
    if (!risk || !isOver(day, rules, today)) continue;
    const present = contacted
      .flatMap((id) => byId.get(id) ?? [])
      .filter((student) => isPresent(student, rules, day));
    const groups = comparableGroups(sorted, contactDays, risk, rules, day);
    const found = pairsOf(present, groups, risk, rules, day);
    seen += present.length;
    for (const pair of found) pairs.push(pair);
    for (const { activeDays } of new Set(found.map(({ others }) => others)))
      for (const id of activeDays.studentIds) compared.add(id);
  }
  const different = new Set(pairs.map(({ studentId }) => studentId)).size;
  const isEnough = Math.min(different, compared.size) >= rules.leastStudents;
  return {
    method: impactMethod,
    rules,
    contacts: pairs.length,
    students: different,
    comparableStudents: compared.size,
    leftOut: seen - pairs.length,
    comparison: isEnough ? compare(pairs) : null,
  };
}

function compare(pairs: readonly Pair[]): Comparison {
  const difference = (measure: Measure) =>
    intervalOf(
      pairs.map(({ studentId, own, others }) => ({
        studentId,
        change: changeIn[measure](own),
        others: others[measure],
      })),
    );
  return {
    contacted: measuresOf(meanRow(pairs.map(({ own }) => own))),
    comparable: measuresOf(meanRow(pairs.map(({ others }) => others.mean))),
    difference: { activeDays: difference('activeDays'), sections: difference('sections') },
  };
}

type Measure = 'activeDays' | 'sections';
const changeIn: Record<Measure, (row: Row) => number> = {
  activeDays: (row) => row.activeAfter - row.activeBefore,
  sections: (row) => row.finishedAfter - row.finishedBefore,
};

/** The days of contacts that count, newest first: those for which the at-risk list of the day before is needed. */
export const daysToJudge = (contacts: readonly Contact[], rules: ImpactRules, today: number): number[] =>
  [...episodesByDay(daysByStudent(contacts), rules).keys()]
    .filter((day) => isOver(day, rules, today))
    .toSorted((a, b) => b - a);

/** Whether all days after a contact that are compared are over. */
const isOver = (day: number, { windowDays }: ImpactRules, today: number): boolean => day + windowDays < today;

/** How active a student was in the days before: not at all (0), on few days, on some, or on many (3). */
export function bandOf(activeDays: number, { fewDays, someDays }: ImpactRules): number {
  if (activeDays === 0) return 0;
  if (activeDays <= fewDays) return 1;
  return activeDays <= someDays ? 2 : 3;
}

function daysByStudent(contacts: readonly Contact[]): Map<string, number[]> {
  const days = new Map<string, number[]>();
  for (const { studentId, day } of contacts) days.set(studentId, [...(days.get(studentId) ?? []), day]);
  for (const list of days.values()) list.sort((a, b) => a - b);
  return days;
}

/** Who was contacted on which day, without contacts inside the window of an earlier one. */
function episodesByDay(
  contactDays: Map<string, number[]>,
  { windowDays }: ImpactRules,
): Map<number, string[]> {
  const episodes = new Map<number, string[]>();
  for (const [studentId, days] of contactDays) {
    let last = Number.NEGATIVE_INFINITY;
    for (const day of days) {
      if (day <= last + windowDays) continue;
      last = day;
      const others = episodes.get(day);
      if (others) others.push(studentId);
      else episodes.set(day, [studentId]);
    }
  }
  return episodes;
}

type Risks = ReadonlyMap<string, RiskThen>;

/** What has to be the same for two students to have stood alike. */
const alike = ({ band }: RiskThen, { activeBefore }: Row, rules: ImpactRules): string =>
  `${band} ${bandOf(activeBefore, rules)}`;

/** Contacted students of a day beside those who stood alike; who has nobody beside is left out. */
const pairsOf = (
  contacted: readonly StudentHistory[],
  groups: ReadonlyMap<string, Group>,
  risks: Risks,
  rules: ImpactRules,
  day: number,
): Pair[] =>
  contacted.flatMap((student) => {
    const risk = risks.get(student.studentId);
    if (!risk) return [];
    const own = rowOf(student, risk, rules, day);
    const others = groups.get(alike(risk, own, rules));
    return others ? [{ studentId: student.studentId, own, others }] : [];
  });

/** Students who were not contacted about a day, together with those who stood alike. */
function comparableGroups(
  students: readonly StudentHistory[],
  contactDays: Map<string, number[]>,
  risks: Risks,
  rules: ImpactRules,
  day: number,
): Map<string, Group> {
  const groups = new Map<string, { studentIds: string[]; rows: Row[] }>();
  for (const student of students) {
    const risk = risks.get(student.studentId);
    const days = contactDays.get(student.studentId) ?? [];
    if (!risk || !isPresent(student, rules, day)) continue;
    if (days.some((other) => Math.abs(other - day) <= rules.windowDays)) continue;
    const row = rowOf(student, risk, rules, day);
    const key = alike(risk, row, rules);
    const { studentIds, rows } = groups.get(key) ?? { studentIds: [], rows: [] };
    studentIds.push(student.studentId);
    rows.push(row);
    groups.set(key, { studentIds, rows });
  }
  return new Map([...groups].map(([key, { studentIds, rows }]) => [key, groupOf(studentIds, rows)]));
}

const groupOf = (studentIds: string[], rows: Row[]): Group => ({
  mean: meanRow(rows),
  activeDays: { studentIds, changes: rows.map(changeIn.activeDays) },
  sections: { studentIds, changes: rows.map(changeIn.sections) },
});

/** In the course for the whole window before, and not done with it on the day. */
const isPresent = (
  { enrolledOn, endedOn }: StudentHistory,
  { windowDays }: ImpactRules,
  day: number,
): boolean => enrolledOn <= day - windowDays && (endedOn === null || endedOn > day);

const rowOf = (
  { activeDays, finishedDays }: StudentHistory,
  { score }: RiskThen,
  { windowDays }: ImpactRules,
  day: number,
): Row => ({
  score,
  activeBefore: countBetween(activeDays, day - windowDays, day - 1),
  activeAfter: countBetween(activeDays, day + 1, day + windowDays),
  finishedBefore: countBetween(finishedDays, day - windowDays, day - 1),
  finishedAfter: countBetween(finishedDays, day + 1, day + windowDays),
});

/** A class is asked about once a day of contacts, so days are put in order once and then found by halving. */
const inOrder = (student: StudentHistory): StudentHistory => ({
  ...student,
  activeDays: student.activeDays.toSorted((a, b) => a - b),
  finishedDays: student.finishedDays.toSorted((a, b) => a - b),
});

const countBetween = (sorted: readonly number[], first: number, last: number): number =>
  countBefore(sorted, last + 1) - countBefore(sorted, first);

function countBefore(sorted: readonly number[], day: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function meanRow(rows: readonly Row[]): Row {
  const mean = (pick: (row: Row) => number) => rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
  return {
    score: mean((row) => row.score),
    activeBefore: mean((row) => row.activeBefore),
    activeAfter: mean((row) => row.activeAfter),
    finishedBefore: mean((row) => row.finishedBefore),
    finishedAfter: mean((row) => row.finishedAfter),
  };
}

const measuresOf = (row: Row): Measures => ({
  score: row.score,
  activeDays: { before: row.activeBefore, after: row.activeAfter },
  sections: { before: row.finishedBefore, after: row.finishedAfter },
});
