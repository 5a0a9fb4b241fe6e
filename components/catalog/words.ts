import type { audiences, difficulties, ListingQuery } from '@/lib/catalog/schema';

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

export const sortWords: Record<NonNullable<ListingQuery['sort']>, string> = {
  popular: 'Most students first',
  newest: 'Newest first',
  relevance: 'Best match first',
  completion: 'Most completed',
};

/** The word for a value of a fixed list; the value itself where the list has grown without its words. */
export const wordFor = (words: Record<string, string>, value: string): string => words[value] ?? value;
