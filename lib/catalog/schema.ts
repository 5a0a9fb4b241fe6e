import { z } from 'zod';
import { cursorInstant, cursorText, optional, pageSize, searchText } from '@/lib/list-query';

export const difficulties = ['BEGINNER', 'INTERMEDIATE', 'ADVANCED'] as const;
export const audiences = ['PRIMARY', 'SECONDARY', 'UNDERGRADUATE', 'GRADUATE', 'PROFESSIONAL'] as const;
export const sorts = ['popular', 'newest', 'relevance'] as const;

export const listingQuery = z.strictObject({
  q: optional(searchText(200)),
  difficulty: optional(z.enum(difficulties)),
  institution: optional(z.guid()),
  instructor: optional(z.guid()),
  audience: optional(z.enum(audiences)),
  sort: optional(z.enum(sorts)),
  limit: pageSize(20, 100),
  cursor: cursorText,
});

/** Where a page ended: the value it is sorted by, when the course was made, its id. */
export const pageKeys = z.tuple([z.int32(), cursorInstant, z.guid()]);

export type ListingQuery = z.output<typeof listingQuery>;

export const searchQuery = z.strictObject({
  q: searchText(200).min(1, 'type something to search for'),
  limit: pageSize(10, 50),
});

export type CourseItem = {
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
  /** Mean completion of the current students in percent; 0 without students. */
  avgCompletionRate: number;
  completedStudents: number;
  createdAt: string;
  updatedAt: string;
};

export type Facet = { value: string; label: string; count: number };

export type Listing = {
  items: CourseItem[];
  nextCursor: string | null;
  facets: { difficulty: Facet[]; institution: Facet[]; audience: Facet[] };
  total: number;
};
