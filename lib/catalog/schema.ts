import { z } from 'zod';
import { cursorText, optional, pageSize, searchText } from '@/lib/list-query';
import type { ToldCrowd } from './told-crowd';

export const difficulties = ['BEGINNER', 'INTERMEDIATE', 'ADVANCED'] as const;
export const audiences = ['PRIMARY', 'SECONDARY', 'UNDERGRADUATE', 'GRADUATE', 'PROFESSIONAL'] as const;
export const sorts = ['popular', 'newest', 'relevance', 'completion'] as const;
/** Bands of `estimatedDuration`: under 5 hours, 5 to 20 hours, over 20 hours. */
export const durations = ['SHORT', 'MEDIUM', 'LONG'] as const;

export const listingQuery = z.strictObject({
  q: optional(searchText(200)),
  difficulty: optional(z.enum(difficulties)),
  institution: optional(z.guid().toLowerCase()),
  instructor: optional(z.guid().toLowerCase()),
  audience: optional(z.enum(audiences)),
  /** The department, as the institution writes it. */
  subject: optional(searchText(120)),
  duration: optional(z.enum(durations)),
  sort: optional(z.enum(sorts)),
  limit: pageSize(20, 100),
  cursor: cursorText,
});

export type ListingQuery = z.output<typeof listingQuery>;

export const searchQuery = z.strictObject({
  q: searchText(200).min(1, 'type something to search for'),
  limit: pageSize(10, 50),
});

export const suggestQuery = z.strictObject({ q: searchText(200) });

/** Marks around matches in a highlight; the renderer turns them into <mark>, everything else is text. */
export const highlightMarks = { start: '\u0002', stop: '\u0003' } as const;

/** What somebody may be about to type. */
export type Suggestion = {
  kind: 'course' | 'subject' | 'words';
  text: string;
  href: string;
  detail: string | null;
};

export type CourseItem = ToldCrowd & {
  id: string;
  code: string | null;
  title: string;
  description: string | null;
  difficultyLevel: (typeof difficulties)[number];
  /** Minutes. */
  estimatedDuration: number | null;
  thumbnailUrl: string | null;
  instructor: { id: string; name: string };
  institution: { id: string; name: string };
  /** Current students: active and completed. */
  enrolledStudents: number;
  createdAt: string;
  updatedAt: string;
  department: string | null;
  /** As the institution writes them: `4`, `1-4`. */
  credits: string | null;
  /** With words asked for: the passage that matches, matches between `highlightMarks`. */
  highlight: string | null;
};

export type Facet = { value: string; label: string; count: number };

export type Listing = {
  items: CourseItem[];
  nextCursor: string | null;
  facets: {
    difficulty: Facet[];
    institution: Facet[];
    subject: Facet[];
    audience: Facet[];
    duration: Facet[];
  };
  total: number;
  /** Words that find something, where the given ones find nothing as they are written. */
  didYouMean: string | null;
  /** Whether no course has all the words, so that courses with most of them are shown. */
  relaxed: boolean;
};
