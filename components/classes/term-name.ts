import type { ClassTermCourse } from '@/lib/classes/schema';

/** What a term is called beside another one of its course. */
export const termName = ({ code, title }: ClassTermCourse): string => code ?? title;
