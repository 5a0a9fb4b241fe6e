export type { ContentBlock, LessonContent } from '@/db/schema/content';
export type { Lesson, LessonSection } from './queries';
