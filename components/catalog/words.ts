import type { audiences, difficulties, durations, ListingQuery } from '@/lib/catalog/schema';

export const levelWords: Record<(typeof difficulties)[number], string> = {
  BEGINNER: 'Beginner',
  INTERMEDIATE: 'Intermediate',
  ADVANCED: 'Advanced',
};

export const audienceWords: Record<(typeof audiences)[number], string> = {
  PRIMARY: 'Primary school',
  SECONDARY: 'Secondary school',
  UNDERGRADUATE: 'Undergraduate',
  GRADUATE: 'Graduate',
  PROFESSIONAL: 'Professional',
};

export const durationWords: Record<(typeof durations)[number], string> = {
  SHORT: 'Under 5 hours',
  MEDIUM: '5 to 20 hours',
  LONG: 'Over 20 hours',
};

type Sort = NonNullable<ListingQuery['sort']>;

export const sortWords: Record<Sort, string> = {
  popular: 'Most students first',
  newest: 'Newest first',
  relevance: 'Best match first',
  completion: 'Most completed first',
};

/** The orders there are, the usual one first; a best match needs words. */
export const sortsFor = (hasWords: boolean): [Sort, ...Sort[]] =>
  hasWords ? ['relevance', 'popular', 'newest', 'completion'] : ['popular', 'newest', 'completion'];

/** The word for a value of a fixed list; the value itself where the list has grown without its words. */
export const wordFor = (words: Record<string, string>, value: string): string => words[value] ?? value;
