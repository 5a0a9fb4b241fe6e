import type { RiskFacts } from '../facts';

/** What a student did, in days after the course's first day. */
export type RawHistory = {
  enrolled: number;
  ended: number | null;
  /** Ended by the student, who then has an instant, or by the roster, which has a day. */
  dropped?: boolean;
  completed: number | null;
  activity: { section: number; after: number; seconds: number; interactions: number }[];
  progress: { section: number; doneAfter: number | null; comprehension: number | null }[];
};

/** The same as the tables hold it: days as YYYY-MM-DD, instants in UTC. */
export type History = {
  enrolledOn: string;
  endedOn: string | null;
  droppedAt: string | null;
  completedAt: string | null;
  activity: { section: number; day: string; seconds: number; interactions: number }[];
  progress: {
    section: number;
    doneAt: string | null;
    comprehension: number | null;
    scoredAt: string | null;
  }[];
};

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Instants lie late in the UTC day: in a zone east of it they belong to the next one. */
export function historyOf(
  { enrolled, ended, dropped, completed, activity, progress }: RawHistory,
  starts: string,
): History {
  const on = (after: number) => addDays(starts, after);
  const at = (after: number | null) => (after === null ? null : `${on(after)}T18:00:00Z`);
  return {
    enrolledOn: on(enrolled),
    endedOn: ended === null || dropped ? null : on(ended),
    droppedAt: dropped ? at(ended) : null,
    completedAt: at(completed),
    activity: activity.map(({ after, ...rest }) => ({ ...rest, day: on(after) })),
    progress: progress.map(({ section, doneAfter, comprehension }) => ({
      section,
      doneAt: at(doneAfter),
      comprehension,
      scoredAt: comprehension === null ? null : at(doneAfter ?? 0),
    })),
  };
}

/** `optional`: the one section that does not count. */
type Frame = { day: string; starts: string; optional: number | null; timeZone: string };

const between = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What a student did up to and including a day, counted row by row; null for who was no student then. */
export function referenceFacts(history: History, frame: Frame): Omit<RiskFacts, 'userId'> | null {
  const { day, starts, optional, timeZone } = frame;
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const known = (instant: string | null) => instant !== null && calendar.format(new Date(instant)) <= day;
  if (history.enrolledOn > day || known(history.completedAt) || known(history.droppedAt)) return null;
  if (history.endedOn !== null && history.endedOn <= day) return null;

  const possible = history.enrolledOn > starts ? history.enrolledOn : starts;
  const rows = history.activity.filter((row) => row.day <= day && (row.seconds > 0 || row.interactions > 0));
  const days = [...new Set(rows.map((row) => row.day))].toSorted();
  const [first, last] = [days[0], days.at(-1)];
  const within = (from: number, to: number) =>
    days.filter((active) => between(active, day) >= from && between(active, day) < to).length;
  const scores = history.progress.flatMap(({ comprehension, scoredAt }) =>
    comprehension !== null && known(scoredAt) ? [comprehension] : [],
  );
  return {
    days: Math.max(0, between(possible, day) + 1),
    idleDays: last === undefined ? null : between(last, day),
    startDays: first === undefined ? null : Math.max(0, between(possible, first)),
    activeDays: days.length,
    activeDays14: within(0, 14),
    activeDays7: within(0, 7),
    activeDaysBefore: within(7, 28),
    seconds: rows.reduce((sum, row) => sum + row.seconds, 0),
    interactions: rows.reduce((sum, row) => sum + row.interactions, 0),
    sectionsDone: history.progress.filter(({ section, doneAt }) => section !== optional && known(doneAt))
      .length,
    sectionsRequired: optional === null ? 6 : 5,
    comprehension:
      scores.length > 0
        ? Math.round((100 * scores.reduce((sum, score) => sum + score, 0)) / scores.length) / 100
        : null,
    comprehensionSections: scores.length,
  };
}
