import { z } from 'zod';

export const difficulties = ['BEGINNER', 'INTERMEDIATE', 'ADVANCED'] as const;
export const audiences = ['PRIMARY', 'SECONDARY', 'UNDERGRADUATE', 'GRADUATE', 'PROFESSIONAL'] as const;
export const sorts = ['popular', 'newest', 'relevance'] as const;

/** PostgreSQL has no NUL in text; a query with one matches nothing that exists. */
export const searchText = z
  .string()
  .trim()
  .max(200, 'at most 200 characters')
  .refine((text) => !text.includes('\0'), 'holds a character that cannot be searched');

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const listingQuery = z.strictObject({
  q: optional(searchText),
  difficulty: optional(z.enum(difficulties)),
  institution: optional(z.guid()),
  instructor: optional(z.guid()),
  audience: optional(z.enum(audiences)),
  sort: optional(z.enum(sorts)),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: optional(z.string().max(400)),
});

export type ListingQuery = z.output<typeof listingQuery>;

export const searchQuery = z.strictObject({
  q: searchText.min(1, 'type something to search for'),
  limit: z.coerce.number().int().min(1).max(50).default(10),
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
