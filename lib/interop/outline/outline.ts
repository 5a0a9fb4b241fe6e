import type { ContentBlock, LessonContent } from '@/db/schema/content';

/** What a lesson's or section's body becomes; null leaves a body that is there as it is. */
type Body<T> = T | null;

export type OutlineSection = {
  sourcedId: string;
  order: number;
  title: string;
  rule: 'MARK' | 'VIEW';
  body: Body<{ minutes: number | null; content: ContentBlock[]; text: string }>;
};

export type OutlineLesson = {
  order: number;
  title: string;
  body: Body<{ minutes: number | null; content: LessonContent; objectives: string[] }>;
  sections: OutlineSection[];
};

export type Counts = { new: number; changed: number; unchanged: number; removed: number };

export const noCounts = (): Counts => ({ new: 0, changed: 0, unchanged: 0, removed: 0 });
