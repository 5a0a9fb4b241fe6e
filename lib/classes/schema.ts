import { z } from 'zod';
import { cursorText, optional, pageSize, searchText } from '@/lib/list-query';

export const rosterSorts = ['completion', 'name', 'time', 'activity'] as const;
export const rosterStatuses = ['ACTIVE', 'COMPLETED', 'DROPPED'] as const;

export const rosterQuery = z.strictObject({
  sort: optional(z.enum(rosterSorts)),
  status: optional(z.enum(rosterStatuses)),
  q: optional(searchText(100)),
  limit: pageSize(50, 200),
  cursor: cursorText,
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
