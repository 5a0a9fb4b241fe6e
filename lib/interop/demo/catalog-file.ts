import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ParsedCourse, ParsedLesson } from '../markdown-course/course';
import { searchText } from '../markdown-course/plain-text';

const text = z.string().min(1);
const minutes = z.int().min(1);
const section = z.strictObject({ title: text, minutes, text });
const lesson = z.strictObject({ title: text, description: text, minutes, sections: z.array(section).min(1) });
const course = z.strictObject({
  code: text,
  title: text,
  description: text,
  level: z.enum(['BEGINNER', 'INTERMEDIATE', 'ADVANCED']),
  department: text,
  objectives: z.array(text),
  skills: z.array(text),
  audience: z.array(z.enum(['PRIMARY', 'SECONDARY', 'UNDERGRADUATE', 'GRADUATE', 'PROFESSIONAL'])),
  lessons: z.array(lesson).min(1),
});

type CatalogCourse = z.output<typeof course>;

/** A course of a catalog file in the shape that the course writer takes, and what that shape has no place for. */
export type ShortCourse = { parsed: ParsedCourse; lessonDescriptions: string[] };

/** Reads a JSON file of courses with lessons of short sections. Throws a ZodError on anything unexpected. */
export function readCatalogFile(path: string): ShortCourse[] {
  const courses = z.array(course).parse(JSON.parse(readFileSync(path, 'utf8')));
  return courses.map((entry) => ({
    parsed: toParsed(entry),
    lessonDescriptions: entry.lessons.map(({ description }) => description),
  }));
}

const toParsed = ({ lessons, ...entry }: CatalogCourse): ParsedCourse => ({
  ...entry,
  license: 'CC BY 4.0',
  lessons: lessons.map(toLesson),
  warnings: [],
});

function toLesson({ title, minutes: teaching, sections }: CatalogCourse['lessons'][number], index: number) {
  const parsed: ParsedLesson = {
    title,
    teaching,
    exercises: 0,
    questions: [],
    objectives: [],
    keyPoints: [],
    sections: sections.map((part, position) => {
      const blocks = [{ type: 'markdown' as const, text: part.text }];
      return {
        sourcedId: `${index + 1}.${position + 1}`,
        title: part.title,
        minutes: part.minutes,
        blocks,
        text: searchText(blocks),
        questions: [],
      };
    }),
  };
  return parsed;
}
