import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { asSystem } from '@/lib/access/transaction';
import { writeCourse } from './course-writer';
import { findInstitution, findInstructor } from './find-institution';
import { readCourse } from './markdown-course/read-course';
import type { ImportContext } from './run/context';
import { executeImport } from './run/execute';
import type { ImportReport } from './run/finish';

export type CourseOptions = { institution: string | null; instructor: string | null; draft: boolean };

/**
 * Imports a folder of Markdown episodes as one course, all of it or nothing. The folder's name recognises the
 * course when it is imported again. Throws an `ImportFailure` when the folder is not such a course.
 */
export async function importCourse(
  context: ImportContext,
  path: string,
  options: CourseOptions,
): Promise<ImportReport> {
  const parsed = readCourse(path, (done, total) =>
    context.onProgress?.((0.5 * done) / total, 'reading episodes'),
  );
  const place = await asSystem(async (tx) => {
    const institutionId = await findInstitution(tx, options.institution);
    const instructorId = await findInstructor(tx, institutionId, options.instructor);
    return { institutionId, instructorId };
  }, context.database);
  const sourcedId = basename(resolve(path)).slice(0, 255);
  const sha256 = createHash('sha256')
    .update(JSON.stringify([parsed, place]))
    .digest('hex');
  return executeImport({
    context,
    kind: 'course',
    source: sourcedId,
    sha256,
    run: async (run) => {
      for (const warning of parsed.warnings) run.warn(warning);
      await run.piece(async (tx) => {
        const status = options.draft ? 'DRAFT' : 'PUBLISHED';
        const written = await writeCourse(tx, parsed, { ...place, status, sourcedId });
        const one = run.count('course');
        one.read = 1;
        one[written.outcome] = 1;
        for (const what of ['lessons', 'sections', 'questions'] as const) {
          const counts = run.count(what);
          const { removed, ...rest } = written[what];
          Object.assign(counts, rest, { read: rest.new + rest.changed + rest.unchanged });
          if (removed > 0) run.warn(`${removed} ${what} are no longer in the folder and have been removed`);
        }
      });
      return [place.institutionId];
    },
  });
}
