import type { ContentBlock } from '@/db/schema/content';
import type { WantedQuestion } from '@/lib/assessment/wanted-question';

export type Difficulty = 'BEGINNER' | 'INTERMEDIATE' | 'ADVANCED';
export type Audience = 'PRIMARY' | 'SECONDARY' | 'UNDERGRADUATE' | 'GRADUATE' | 'PROFESSIONAL';

export type ParsedSection = {
  /** Stable across imports: the episode's file name and the heading, made unique within the episode. */
  sourcedId: string;
  title: string;
  /** The section's share of the lesson's minutes, by length; null when the lesson names none. */
  minutes: number | null;
  blocks: ContentBlock[];
  /** What full-text search reads; solutions and questions are left out, so that a search result gives none away. */
  text: string;
  questions: WantedQuestion[];
};

export type ParsedLesson = {
  title: string;
  /** Minutes. */
  teaching: number;
  /** Minutes. */
  exercises: number;
  questions: string[];
  objectives: string[];
  keyPoints: string[];
  sections: ParsedSection[];
};

export type ParsedCourse = {
  code: string | null;
  title: string;
  description: string | null;
  level: Difficulty;
  department: string | null;
  skills: string[];
  audience: Audience[];
  license: string | null;
  /** The lessons' objectives in order, each once. */
  objectives: string[];
  lessons: ParsedLesson[];
  /** What could not be taken over, one sentence each. */
  warnings: string[];
};
