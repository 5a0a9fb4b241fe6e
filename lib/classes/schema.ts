import { z } from 'zod';

export const rosterSorts = ['completion', 'name', 'time', 'activity'] as const;
export const rosterStatuses = ['ACTIVE', 'COMPLETED', 'DROPPED'] as const;

const blankAsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const rosterQuery = z.strictObject({
  sort: blankAsAbsent(z.enum(rosterSorts)),
  status: blankAsAbsent(z.enum(rosterStatuses)),
  q: blankAsAbsent(
    z
      .string()
      .trim()
      .max(100, 'at most 100 characters')
      .refine((text) => !text.includes('\0'), 'holds a character that cannot be searched'),
  ),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: blankAsAbsent(z.string().max(600)),
});

export type RosterQuery = z.output<typeof rosterQuery>;

export type RosterStudent = {
  userId: string;
  name: string;
  status: (typeof rosterStatuses)[number];
  /** Percent of the required sections, two decimals. */
  completion: number;
  sectionsCompleted: number;
  sectionsRequired: number;
  /** Seconds. */
  timeSpent: number;
  interactions: number;
  lastActivityAt: string | null;
  enrolledAt: string;
};

export type RosterPage = { students: RosterStudent[]; nextCursor: string | null; total: number };

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

export type LessonFunnel = {
  lessonId: string;
  title: string;
  order: number;
  sections: number;
  /** Current students who opened any section, and who finished every required one. */
  attempted: number;
  completed: number;
  /** Seconds a student who attempted it spent, on average. */
  avgTimeSpent: number;
};
