import { z } from 'zod';
import type { RulesReference } from '@/lib/analytics/rules/rules';
import { cursorText, optional, pageSize } from '@/lib/list-query';
import type { Change } from './compare';
import type { ClassFigures } from './facts';
import type { Confidence, Reason } from './score';
import type { Weights } from './weights';

/** How many of a list that is worked out when it is asked for are kept, and shown at most. */
export const longestRiskList = 1_000;

/** How many of those who left the list are named. */
export const longestLeft = 100;

export const atRiskShows = ['new', 'worse'] as const;

const day = z.iso.date().refine((text) => text >= '1970-01-01', 'must not be before 1970');

export const atRiskQuery = z.strictObject({
  /** As of the end of this day; a day to come means today, none the last day that is over. */
  day: optional(day),
  show: optional(z.enum(atRiskShows)),
  limit: pageSize(50, 200),
  cursor: cursorText,
});

export type AtRiskQuery = z.output<typeof atRiskQuery>;

export type AtRiskStudent = {
  userId: string;
  name: string;
  /** 0–100. */
  score: number;
  level: 'high' | 'raised';
  confidence: Confidence;
  /** Strongest first; `text` says each in words with its numbers. */
  reasons: (Reason & { text: string })[];
  /** Null where nothing could be said a week before. */
  change: (Change & { text: string }) | null;
};

export type LeftStudent = { userId: string; name: string; before: number; now: number | null; text: string };

/** Students who were judged, on the list, and of these new and worse since a week before. */
export type AtRiskTotals = { judged: number; listed: number; new: number; worse: number };

export type AtRiskPage = {
  /** YYYY-MM-DD in the institution's calendar: everything is as of the end of this day. */
  asOf: string;
  /** Seven days before; null where nothing could be said then. */
  comparedWith: string | null;
  /** When it was worked out, ISO; null where that was for this answer, at most ten minutes ago. */
  workedOutAt: string | null;
  /** The rules it was made by, and what of them the list depends on. */
  rules: RulesReference;
  weights: Weights;
  /** Why there is no list yet; null where there is one. */
  notEnough: string | null;
  /** The class's medians; null where there is no list. */
  usual: ClassFigures | null;
  totals: AtRiskTotals;
  /** How many of the list can be turned to; null for all. */
  shownAtMost: number | null;
  students: AtRiskStudent[];
  nextCursor: string | null;
  /** The first hundred who left the list within the week, and how many did. */
  left: LeftStudent[];
  leftTotal: number;
};

/** From which days and students on a score is called sure. */
export type ConfidenceLimits = Pick<Weights, 'mediumDays' | 'mediumStudents' | 'highDays' | 'highStudents'>;

/** What the at-risk list says of one student. */
export type StudentRisk = Pick<AtRiskPage, 'asOf' | 'comparedWith' | 'workedOutAt' | 'notEnough'> & {
  /** The score from which a student is on the list, and the days of enrolment before which nothing is said. */
  listedFrom: number;
  minimumDays: number;
  limits: ConfidenceLimits;
  /** Null for who is not on the list. */
  student: AtRiskStudent | null;
  /** How the score fell, for who left the list within the week; otherwise null. */
  left: string | null;
  /** Whether only the highest scores were kept, and this student's is not among them. */
  isCut: boolean;
};
