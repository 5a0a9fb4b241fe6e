import type pg from 'pg';
import { addDays, localDay } from '../calendar-day';

type Progress = {
  userId: string;
  lessonId: string;
  sectionId: string;
  completion: number;
  seconds: number;
  completedAt: string | null;
  rating: number | null;
  score: number | null;
  firstAt: string;
  lastAt: string;
};
type Section = {
  id: string;
  lessonId: string;
  lessonOrder: number;
  required: boolean;
  added: number;
  removed: number | null;
};
type Seat = { userId: string; status: string; version: number };

export type Raw = {
  userId: string;
  seats: Seat[];
  sections: Section[];
  progress: Progress[];
  days: { day: string; sectionId: string; seconds: number }[];
};

/** The rows as they are, past every rollup. */
export async function readRaw(owner: pg.Client, userId: string, courseId: string): Promise<Raw> {
  const json = async <T>(sql: string, values: unknown[]): Promise<T[]> =>
    (await owner.query<{ rows: T[] | null }>(`SELECT json_agg(x) AS rows FROM (${sql}) x`, values)).rows[0]
      ?.rows ?? [];
  return {
    userId,
    seats: await json<Seat>(
      `SELECT user_id AS "userId", status, course_version AS version FROM enrollments
       WHERE course_id = $1 AND role = 'STUDENT' AND status <> 'DROPPED'`,
      [courseId],
    ),
    sections: await json<Section>(
      `SELECT s.id, s.lesson_id AS "lessonId", l.lesson_order AS "lessonOrder", s.required,
         s.added_in_version AS added, s.removed_in_version AS removed
       FROM sections s JOIN lessons l ON l.id = s.lesson_id WHERE s.course_id = $1 AND s.deleted_at IS NULL`,
      [courseId],
    ),
    progress: await json<Progress>(
      `SELECT user_id AS "userId", lesson_id AS "lessonId", section_id AS "sectionId", completion_percentage AS completion,
         time_spent AS seconds, completed_at AS "completedAt", difficulty_rating AS rating, comprehension_score AS score,
         first_activity_at AS "firstAt", last_activity_at AS "lastAt" FROM user_progress WHERE course_id = $1`,
      [courseId],
    ),
    days: await json<Raw['days'][number]>(
      `SELECT day, section_id AS "sectionId", seconds FROM activity_days WHERE user_id = $1 AND course_id = $2`,
      [userId, courseId],
    ),
  };
}

/** Every figure of the dashboard, worked out the slow and obvious way. */
export function referenceOf(raw: Raw, timeZone: string, now: Date) {
  const own = ownOf(raw);
  const today = localDay(now, timeZone);
  const required = requiredOf(raw, raw.userId);
  const isCompleted = seatOf(raw, raw.userId)?.status === 'COMPLETED';
  const done = doneOf(raw);
  const finishedToday = finishedBy(raw, timeZone, today);
  const lessonIds = [
    ...new Map(
      raw.sections.toSorted((a, b) => a.lessonOrder - b.lessonOrder).map((s) => [s.lessonId, s]),
    ).keys(),
  ];
  const lessonDone = (lessonId: string) => {
    const needed = raw.sections.filter((s) => s.lessonId === lessonId && required.has(s.id));
    return needed.length > 0 && needed.every((s) => done.some(({ sectionId }) => sectionId === s.id));
  };
  return {
    course: {
      status: isCompleted ? 'COMPLETED' : 'ACTIVE',
      avgProgress: progressOf(raw, raw.userId),
      sectionsRequired: required.size,
      sectionsStarted: own.length,
      sectionsCompleted: isCompleted ? required.size : done.length,
      lessonsAttempted: new Set(own.map(({ lessonId }) => lessonId)).size,
      lessonsCompleted: lessonIds.filter(lessonDone).length,
      ...ofRows(own),
      totalClassmates: raw.seats.length - 1,
    },
    classMedian: classMedian(raw),
    streak: streak(new Set(raw.days.map(({ day }) => day)), today),
    finishedToday:
      required.size === 0 ? 0 : Math.round(Math.min(1, finishedToday / required.size) * 1000) / 10,
    secondsOn: (day: string) =>
      sum(raw.days.filter((each) => each.day === day).map(({ seconds }) => seconds)),
    lessons: lessonIds.map((lessonId) => {
      const here = own.filter((row) => row.lessonId === lessonId);
      return {
        seconds: sum(here.map(({ seconds }) => seconds)),
        required: raw.sections.filter((s) => s.lessonId === lessonId && required.has(s.id)).length,
        started: here.length,
        finished: here.filter(({ sectionId }) => done.some((row) => row.sectionId === sectionId)).length,
        comprehension: mean(
          here.flatMap(({ score }) => score ?? []),
          1,
        ),
      };
    }),
  };
}

/** What follows from progress rows alone, of one course or of several. */
export function ofRows(rows: readonly Progress[]) {
  const speeds = rows.flatMap(({ completedAt, seconds }) =>
    completedAt !== null && seconds > 0 ? [Math.round((3600 / seconds) * 100) / 100] : [],
  );
  const ratings = rows.flatMap(({ rating }) => rating ?? []);
  const scores = rows.flatMap(({ score }) => score ?? []);
  return {
    totalTimeSpent: sum(rows.map(({ seconds }) => seconds)),
    avgLearningVelocity: mean(speeds, 2),
    sectionsTimed: speeds.length,
    perceivedDifficulty: mean(ratings, 2),
    sectionsRated: ratings.length,
    comprehensionLevel: mean(scores, 2),
    sectionsScored: scores.length,
    startedAt: moment(rows.map(({ firstAt }) => firstAt).sort(byTime)[0]),
    lastActivity: moment(
      rows
        .map(({ lastAt }) => lastAt)
        .sort(byTime)
        .at(-1),
    ),
  };
}

/** The rows of the student in question. */
export const ownOf = (raw: Raw): Progress[] => raw.progress.filter(({ userId }) => userId === raw.userId);

function doneOf(raw: Raw): Progress[] {
  const required = requiredOf(raw, raw.userId);
  return ownOf(raw).filter(({ sectionId, completedAt }) => completedAt !== null && required.has(sectionId));
}

/** Required sections that the student had finished by the end of a day, where the course is. */
export const finishedBy = (raw: Raw, timeZone: string, day: string): number =>
  doneOf(raw).filter(({ completedAt }) => localDay(completedAt ?? '', timeZone) <= day).length;

const seatOf = (raw: Raw, userId: string) => raw.seats.find((seat) => seat.userId === userId);

function requiredOf(raw: Raw, userId: string): Set<string> {
  const version = seatOf(raw, userId)?.version ?? 0;
  const counts = ({ required, added, removed }: Section) =>
    required && added <= version && (removed === null || removed > version);
  return new Set(raw.sections.filter(counts).map(({ id }) => id));
}

/** Percent with two decimals, cut off as the rollup cuts it. */
function progressOf(raw: Raw, userId: string): number {
  const required = requiredOf(raw, userId);
  if (required.size === 0) return 0;
  if (seatOf(raw, userId)?.status === 'COMPLETED') return 100;
  const rows = raw.progress.filter((row) => row.userId === userId && required.has(row.sectionId));
  const hundredths = sum(rows.map(({ completion }) => Math.round(completion * 100)));
  return Math.min(10_000, Math.floor(hundredths / required.size)) / 100;
}

function classMedian(raw: Raw): number | null {
  const others = raw.seats.filter(({ userId }) => userId !== raw.userId);
  if (others.length < 10) return null;
  const sorted = others.map(({ userId }) => progressOf(raw, userId)).sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

export function streak(days: ReadonlySet<string>, today: string) {
  const back = (from: string) => {
    let length = 0;
    while (days.has(addDays(from, -length))) length += 1;
    return length;
  };
  const studiedToday = days.has(today);
  return {
    days: back(studiedToday ? today : addDays(today, -1)),
    studiedToday,
    longest: Math.max(0, ...[...days].map(back)),
  };
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const byTime = (a: string, b: string) => Date.parse(a) - Date.parse(b);
const moment = (text: string | undefined) => (text === undefined ? null : new Date(text).toISOString());

function mean(values: readonly number[], digits: number): number | null {
  if (values.length === 0) return null;
  const hundredths = sum(values.map((value) => Math.round(value * 100)));
  return Math.round((hundredths / values.length / 100) * 10 ** digits) / 10 ** digits;
}
