import { z } from 'zod';
import type { LearningStatus } from '@/lib/analytics/standing';
import { cursorText, optional, pageSize, searchText } from '@/lib/list-query';
import { type EnrollmentStatus, statusFilter } from './status-filter';

export const rosterSorts = [
  'completion',
  'name',
  'status',
  'learning',
  'sections',
  'time',
  'interactions',
  'velocity',
  'difficulty',
  'comprehension',
  'enrolled',
  'activity',
] as const;
export const rosterOrders = ['asc', 'desc'] as const;
export const rosterQuery = z.strictObject({
  sort: optional(z.enum(rosterSorts)),
  order: optional(z.enum(rosterOrders)),
  status: statusFilter,
  q: optional(searchText(100)),
  limit: pageSize(50, 200),
  cursor: cursorText,
});

/** A day in words that the database and JavaScript read alike. */
const plainDay = z.iso.date().refine((day) => day >= '1970-01-01' && day < '2200-01-01', 'is out of range');

export const activityQuery = z.strictObject({ from: optional(plainDay), to: optional(plainDay) });

export type ActivityQuery = z.output<typeof activityQuery>;

/** How the page shows it: the same figures by day or by week. */
export const activityPageQuery = activityQuery.extend({ by: optional(z.enum(['day', 'week'])) });

export type ActivityPageQuery = z.output<typeof activityPageQuery>;

export type ClassActivity = {
  /** First and last day shown, of the institution’s time zone. */
  from: string;
  to: string;
  timeZone: string;
  firstActiveDay: string | null;
  lastActiveDay: string | null;
  /** False while a course that is older than these figures waits to be counted. */
  counted: boolean;
  /** Every day of the window: distinct students with any activity, their seconds and interactions. */
  days: { day: string; students: number; seconds: number; interactions: number }[];
  /** Every week that the window touches, whole, by its Monday. */
  weeks: { week: string; students: number; seconds: number; interactions: number }[];
};

/** Whom an export holds. */
export const exportQuery = rosterQuery.pick({ status: true, q: true });

export type RosterQuery = z.output<typeof rosterQuery>;
export type RosterFilter = Pick<RosterQuery, 'status' | 'q'>;
export type RosterSort = (typeof rosterSorts)[number];
export type RosterOrder = (typeof rosterOrders)[number];

/** The way a column is read when nobody says: names from A, who needs attention first, figures from the largest. */
export const usualOrder = (sort: RosterSort): RosterOrder =>
  sort === 'name' || sort === 'status' || sort === 'learning' ? 'asc' : 'desc';

/** Columns of the class list that can be left out; the name always stays. */
export const rosterColumns = [
  'completion',
  'status',
  'learning',
  'sections',
  'time',
  'interactions',
  'velocity',
  'difficulty',
  'comprehension',
  'enrolled',
  'activity',
] as const satisfies readonly RosterSort[];
export type RosterColumn = (typeof rosterColumns)[number];

/** `columns=a,b` of a link and `columns=a&columns=b` of a form alike. */
const chosenColumns = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',') : value),
  z.array(z.enum(rosterColumns)).max(rosterColumns.length).optional(),
);

/** The class page: what the list shows, and which columns of it. */
export const rosterPageQuery = rosterQuery.extend({ columns: chosenColumns });
export type RosterPageQuery = z.output<typeof rosterPageQuery>;

export type RosterStudent = {
  userId: string;
  name: string;
  status: EnrollmentStatus;
  /** Percent of the required sections, two decimals. */
  completion: number;
  sectionsCompleted: number;
  sectionsRequired: number;
  /** Seconds. */
  timeSpent: number;
  interactions: number;
  /** Sections an hour, the mean over completed sections; null before the first one with time. */
  velocity: number | null;
  /** Mean of the student’s own ratings, 1 easy – 5 hard; null without any. */
  difficulty: number | null;
  /** Percent, the mean over scored sections; null without any. */
  comprehension: number | null;
  lastActivityAt: string | null;
  enrolledAt: string;
};

/** The student's words about a contested part of the record, as far as it has to do with the class (34 CFR 99.21). */
export type StudentStatement = { contested: string; statement: string; statedAt: string };

/** What goes wherever a student's figures go. */
export type GoesAlong = {
  /** Opted out of directory information (34 CFR 99.37), which hides nothing in one's own class. */
  keepsNamePrivate: boolean;
  /** The oldest first. */
  statements: StudentStatement[];
};

export type ListedStudent = RosterStudent &
  GoesAlong & {
    /** As the student's own dashboard says it at this moment; null without a status yet, and for who withdrew. */
    learningStatus: LearningStatus | null;
  };

/** Students by the state of their enrolment. */
export type StatusCounts = Record<EnrollmentStatus, number>;

export type RosterPage = {
  students: ListedStudent[];
  previousCursor: string | null;
  nextCursor: string | null;
  total: number;
  /** Whom the name and the learning status asked for let through; null where all are shown. */
  matching: StatusCounts | null;
};

export type ClassSummary = {
  registered: number;
  active: number;
  completed: number;
  dropped: number;
  /** Percent over the current students (active and completed); null without any. */
  avgCompletion: number | null;
  /** Percent; null below ten current students. */
  medianCompletion: number | null;
  /** Seconds, everybody who ever registered. */
  timeSpent: number;
  /** Current students by completion: exactly 0 %, ten bands of ten percent strictly between, exactly 100 %. */
  distribution: { label: string; students: number }[];
};

export type ClassScores = {
  /** Current students who were scored at least once: the sample of all of this. */
  students: number;
  /** Percent, over the students' means; null without any. */
  mean: number | null;
  median: number | null;
  /** Ten bands of ten percent. */
  distribution: { label: string; students: number }[];
};

export type LessonFunnel = {
  lessonId: string;
  title: string;
  order: number;
  /** Of the course as it is now. */
  sections: number;
  /** Current students who opened any section, and who finished every required one. */
  attempted: number;
  completed: number;
  /** Seconds a student who attempted it spent, on average. */
  avgTimeSpent: number;
  /** Seconds of the student in the middle of those who attempted it; 0 without any. */
  medianTimeSpent: number;
  /** What the course plans, in minutes: the lesson's own estimate, otherwise its sections'; null without any. */
  estimatedMinutes: number | null;
};

export type ClassTermCourse = { id: string; code: string | null; title: string };

/** One day of a term: 0 is the day it starts. Who left or completed is counted up to and with that day. */
export type TermDay = { day: number; active: number; left: number; completed: number };

export type ClassTerm = {
  course: ClassTermCourse;
  /** The course's own start, otherwise its first active day; null before anybody did anything. */
  start: string | null;
  summary: ClassSummary;
  lessons: LessonFunnel[];
  days: TermDay[];
};

/** Which other class the page compares with. */
export const compareQuery = z.strictObject({ with: optional(z.guid().toLowerCase()) });
