/** Days before and after a contact that are compared; the day itself belongs to neither. */
export const windowDays = 14;
/** Students below which a comparison says more about persons than about contacts. */
export const leastStudents = 10;

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

/** Means a student, over the fourteen days before and the fourteen days after. */
type Change = { before: number; after: number };
export type Measures = { activeDays: Change; sections: Change };

export type Impact = {
  /** Contacts with a whole window before and after and somebody to compare with. */
  contacts: number;
  students: number;
  comparableStudents: number;
  /** Null below `leastStudents` on either side. */
  comparison: { contacted: Measures; comparable: Measures } | null;
};

type Row = { activeBefore: number; activeAfter: number; finishedBefore: number; finishedAfter: number };
/** Students who were as active before a day, and what they did on average. */
type Band = { studentIds: string[]; mean: Row };
type Pair = { studentId: string; own: Row; others: Band };

/**
 * What students did before and after somebody wrote to them or noted something about them, beside students of the
 * same class who were as active before and were not contacted from fourteen days before to fourteen days after. The
 * comparable students of a contact count together as one. A student's next contact counts only after the window of
 * the last one. It compares; it does not say why.
 *
 * @param today the current day, which is not over and therefore in no window
 */
export function measureImpact(
  students: readonly StudentHistory[],
  contacts: readonly Contact[],
  today: number,
): Impact {
  const contactDays = daysByStudent(contacts);
  const sorted = students.map(inOrder);
  const byId = new Map(sorted.map((student) => [student.studentId, student]));
  const pairs: Pair[] = [];
  const compared = new Set<string>();
  for (const [day, contacted] of episodesByDay(contactDays)) {
    if (day + windowDays >= today) continue;
    const present = contacted
      .flatMap((id) => byId.get(id) ?? [])
      .filter((student) => isPresent(student, day));
    const found = pairsOf(present, comparableByBand(sorted, contactDays, day), day);
    for (const pair of found) pairs.push(pair);
    for (const { studentIds } of new Set(found.map(({ others }) => others)))
      for (const id of studentIds) compared.add(id);
  }
  const different = new Set(pairs.map(({ studentId }) => studentId)).size;
  const isEnough = different >= leastStudents && compared.size >= leastStudents;
  return {
    contacts: pairs.length,
    students: different,
    comparableStudents: compared.size,
    comparison: isEnough
      ? {
          contacted: measuresOf(meanRow(pairs.map(({ own }) => own))),
          comparable: measuresOf(meanRow(pairs.map(({ others }) => others.mean))),
        }
      : null,
  };
}

/** How active a student was in the fourteen days before: not at all, on one or two days, up to five, or more. */
export const bandOf = (activeDays: number): number =>
  activeDays === 0 ? 0 : activeDays <= 2 ? 1 : activeDays <= 5 ? 2 : 3;

function daysByStudent(contacts: readonly Contact[]): Map<string, number[]> {
  const days = new Map<string, number[]>();
  for (const { studentId, day } of contacts) days.set(studentId, [...(days.get(studentId) ?? []), day]);
  for (const list of days.values()) list.sort((a, b) => a - b);
  return days;
}

/** Who was contacted on which day, without contacts inside the window of an earlier one. */
function episodesByDay(contactDays: Map<string, number[]>): Map<number, string[]> {
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

/** Contacted students of a day beside those who were as active before; who has nobody beside is left out. */
const pairsOf = (contacted: readonly StudentHistory[], bands: Map<number, Band>, day: number): Pair[] =>
  contacted.flatMap((student) => {
    const own = rowOf(student, day);
    const others = bands.get(bandOf(own.activeBefore));
    return others ? [{ studentId: student.studentId, own, others }] : [];
  });

function comparableByBand(
  students: readonly StudentHistory[],
  contactDays: Map<string, number[]>,
  day: number,
): Map<number, Band> {
  const bands = new Map<number, { studentIds: string[]; rows: Row[] }>();
  for (const student of students) {
    const days = contactDays.get(student.studentId) ?? [];
    if (!isPresent(student, day) || days.some((other) => Math.abs(other - day) <= windowDays)) continue;
    const row = rowOf(student, day);
    const band = bandOf(row.activeBefore);
    const { studentIds, rows } = bands.get(band) ?? { studentIds: [], rows: [] };
    studentIds.push(student.studentId);
    rows.push(row);
    bands.set(band, { studentIds, rows });
  }
  return new Map(
    [...bands].map(([band, { studentIds, rows }]) => [band, { studentIds, mean: meanRow(rows) }]),
  );
}

/** In the course for the whole window before, and not done with it on the day. */
const isPresent = ({ enrolledOn, endedOn }: StudentHistory, day: number): boolean =>
  enrolledOn <= day - windowDays && (endedOn === null || endedOn > day);

const rowOf = ({ activeDays, finishedDays }: StudentHistory, day: number): Row => ({
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
    activeBefore: mean((row) => row.activeBefore),
    activeAfter: mean((row) => row.activeAfter),
    finishedBefore: mean((row) => row.finishedBefore),
    finishedAfter: mean((row) => row.finishedAfter),
  };
}

const measuresOf = (row: Row): Measures => ({
  activeDays: { before: row.activeBefore, after: row.activeAfter },
  sections: { before: row.finishedBefore, after: row.finishedAfter },
});
