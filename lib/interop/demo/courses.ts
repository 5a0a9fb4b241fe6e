import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCourse } from '../markdown-course/read-course';
import { readCatalogFile, type ShortCourse } from './catalog-file';
import {
  type DemoInstitution,
  demoInstitutions,
  facultyOf,
  homeInstitution,
  ownCourses,
} from './institutions';
import { between, seeded } from './random';

const seedFolder = fileURLToPath(new URL('../../../db/seed/', import.meta.url));

export type DemoCourse = ShortCourse & {
  institution: string;
  /** Unique among all: the folder, or the code in small letters. */
  key: string;
  /** Who teaches it: a faculty's name, or `demo` for the demo instructor. */
  teacher: string;
  students: number;
};

/** Every course of the demo, full ones first in each institution, always in the same order. */
export function readDemoCourses(): DemoCourse[] {
  return demoInstitutions.flatMap((institution) => [
    ...institution.courses.map((course) => fullCourse(institution, course)),
    ...readCatalogFile(join(seedFolder, institution.catalog)).map((course) =>
      shortCourse(institution, course),
    ),
  ]);
}

function fullCourse(
  institution: DemoInstitution,
  { folder, students }: DemoInstitution['courses'][number],
): DemoCourse {
  const parsed = readCourse(join(seedFolder, 'content', folder));
  const teacher =
    institution.slug === homeInstitution && ownCourses.includes(folder)
      ? 'demo'
      : teacherOf(parsed.department);
  return { institution: institution.slug, key: folder, parsed, lessonDescriptions: [], teacher, students };
}

function shortCourse(institution: DemoInstitution, course: ShortCourse): DemoCourse {
  const key = (course.parsed.code ?? course.parsed.title).toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    ...course,
    institution: institution.slug,
    key,
    teacher: teacherOf(course.parsed.department),
    students: Math.round(15 + 105 * between(seeded(`size:${key}`), 0.05, 1) ** 1.3),
  };
}

const teacherOf = (department: string | null) => facultyOf(department ?? 'General');
