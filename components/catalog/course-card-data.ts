import type { CourseItem } from '@/lib/catalog/schema';
import { crowdText } from './crowd';

/** What a card shows and nothing else: a page carries it twice. */
export type CourseCardData = Pick<
  CourseItem,
  'id' | 'title' | 'thumbnailUrl' | 'difficultyLevel' | 'estimatedDuration'
> & {
  /** Code and subject. */
  place: string;
  /** Where words were asked for, the passage that has them; otherwise the beginning of what the course says of itself. */
  passage: string | null;
  instructor: string;
  institution: string;
  crowd: string;
};

/** More than three lines of a card hold. */
const longestPassage = 220;

export const cardData = (course: CourseItem): CourseCardData => ({
  id: course.id,
  title: course.title,
  thumbnailUrl: course.thumbnailUrl,
  difficultyLevel: course.difficultyLevel,
  estimatedDuration: course.estimatedDuration,
  place: [course.code, course.department].filter(Boolean).join(' · '),
  passage: course.highlight ?? (course.description && beginningOf(course.description)),
  instructor: course.instructor.name,
  institution: course.institution.name,
  crowd: crowdText(course),
});

/** The beginning of a text up to a whole word. */
export function beginningOf(text: string): string {
  if (text.length <= longestPassage) return text;
  const cut = text.slice(0, longestPassage);
  const end = cut.lastIndexOf(' ');
  return `${(end > longestPassage / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}
