import type { ContestableCourse, ContestedLevel } from '@/lib/records/amendments/schema';
import type { FormField } from './record-form';

const levelWords: Record<ContestedLevel, string> = {
  summary: 'Progress, or not sure',
  academic: 'Time, lessons and ratings',
  full: 'Grades or personal details',
};

/**
 * What somebody fills in to have a part of a record put right.
 *
 * @param whose as the reader says of the words that are added in the end
 */
export const amendmentFields = (
  courses: readonly ContestableCourse[],
  whose: 'your' | 'the student’s',
): FormField[] => [
  { name: 'contested', label: 'What is wrong', required: true, minLength: 3, maxLength: 500 },
  {
    name: 'courseId',
    label: 'In which course',
    kind: 'select',
    options: [
      { value: '', label: 'In none, or in several' },
      ...courses.map(({ id, title }) => ({ value: id, label: title })),
    ],
  },
  {
    name: 'level',
    label: 'In which part of the record',
    hint: `If it stands in the end, ${whose} own words about it go with this part, to whoever gets it.`,
    kind: 'select',
    options: Object.entries(levelWords).map(([value, label]) => ({ value, label })),
  },
  { name: 'wanted', label: 'What it should be', kind: 'textarea', required: true, maxLength: 2000 },
  { name: 'reason', label: 'Why', kind: 'textarea', required: true, minLength: 10, maxLength: 5000 },
];

/** Where a contested part stands: “Biology · Grades, …”; null where whoever asked did not say. */
export function partWords(level: ContestedLevel, courseTitle: string | null): string | null {
  const words = [courseTitle, level === 'summary' ? null : levelWords[level]].filter((part) => part !== null);
  return words.length > 0 ? words.join(' · ') : null;
}
