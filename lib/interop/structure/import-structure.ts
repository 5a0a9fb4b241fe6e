import type { Transaction } from '@/db/client';
import { longestTitle } from '@/db/schema/courses';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import type { Row } from '../csv/row';
import { fingerprint, openSource, type Source } from '../csv/source';
import { readHeader } from '../csv/table';
import { excerpt } from '../excerpt';
import { findInstitution } from '../find-institution';
import { applyOutline } from '../outline/apply-outline';
import { applyStep } from '../run/apply';
import type { ImportContext } from '../run/context';
import { executeImport } from '../run/execute';
import type { ImportReport } from '../run/finish';
import type { ImportRun } from '../run/import-run';
import { stageFile, stageRows } from '../run/stage';
import { buildOutline, type StructureRow } from './build-outline';

const stagingShare = 0.2;
const highestOrder = 99_999;
const columns = {
  required: [
    'classSourcedId',
    'lessonOrder',
    'lessonTitle',
    'sectionOrder',
    'resourceSourcedId',
    'sectionTitle',
  ],
};

const nextClass = statement(
  'interop.structure.next-class',
  `SELECT min(key) AS key FROM import_rows WHERE import_id = $1 AND step = 'structure' AND key > $2`,
);
const classRows = statement(
  'interop.structure.rows',
  `SELECT line, (data ->> 'lessonOrder')::int AS "lessonOrder", data ->> 'lessonTitle' AS "lessonTitle",
     (data ->> 'sectionOrder')::int AS "sectionOrder", data ->> 'resource' AS resource, data ->> 'title' AS title
   FROM import_rows WHERE import_id = $1 AND step = 'structure' AND key = $2 ORDER BY line`,
);
const findCourses = statement(
  'interop.structure.courses',
  `SELECT id FROM courses WHERE sourced_id = $1 AND ($2::uuid IS NULL OR institution_id = $2) LIMIT 2`,
);
const institutions = statement(
  'interop.structure.institutions',
  `SELECT DISTINCT institution_id AS id FROM courses WHERE sourced_id IN (
     SELECT DISTINCT key FROM import_rows WHERE import_id = $1 AND step = 'structure')
   AND ($2::uuid IS NULL OR institution_id = $2)`,
);

/**
 * Imports structure.csv: the lessons and sections of classes. A section's rule is VIEW, opening it completes
 * it: such a file describes resources, and activity without a completion column can only say that one was
 * opened. A section that the file names no more leaves its class with the next version of the course; when
 * rows of the file were rejected, nothing leaves.
 */
export async function importStructure(
  context: ImportContext,
  path: string,
  institutionName: string | null,
): Promise<ImportReport> {
  const source = await openSource(path);
  const { unused } = await readHeader(source, columns);
  const institutionId =
    institutionName === null
      ? null
      : await asSystem((tx) => findInstitution(tx, institutionName), context.database);
  const sha256 = await fingerprint([source], `structure ${institutionId}`);
  return executeImport({
    context,
    kind: 'structure',
    source: source.name,
    sha256,
    run: async (run) => {
      for (const column of unused) run.warn(`${source.name}: the column ${excerpt(column)} is not used`);
      await stage(run, source);
      const onRows = (rows: number) =>
        run.progress(
          stagingShare + ((1 - stagingShare) * rows) / (run.checkpoint.stagedRows || 1),
          'applying structure',
        );
      const work = (tx: Transaction, after: string) => applyClass(tx, run, source.name, institutionId, after);
      await applyStep({ run, name: 'structure', work, onRows });
      const rows = await asSystem(
        (tx) => tx.rows<{ id: string }>(institutions, [run.id, institutionId]),
        context.database,
      );
      return rows.map((row) => row.id);
    },
  });
}

function stage(run: ImportRun, source: Source): Promise<void> {
  const read = (row: Row) => ({
    key: row.required('classSourcedId'),
    data: {
      lessonOrder: row.requiredInteger('lessonOrder', highestOrder),
      lessonTitle: row.required('lessonTitle', longestTitle),
      sectionOrder: row.requiredInteger('sectionOrder', highestOrder),
      resource: row.required('resourceSourcedId'),
      title: row.required('sectionTitle'),
    },
  });
  return stageFile({
    run,
    source,
    read,
    onBytes: (bytes) => run.progress((stagingShare * bytes) / source.bytes, `reading ${source.name}`),
    write: async (tx, rows) => {
      const staged = rows.map(({ line, value }) => ({ step: 'structure', line, ...value }));
      return { staged: await stageRows(tx, run, staged), rejections: [] };
    },
  });
}

/** The next class: all of its lessons and sections in one transaction. */
async function applyClass(
  tx: Transaction,
  run: ImportRun,
  file: string,
  institutionId: string | null,
  after: string,
) {
  const [next] = await tx.rows<{ key: string | null }>(nextClass, [run.id, after]);
  if (!next?.key) return null;
  const rows = await tx.rows<StructureRow>(classRows, [run.id, next.key]);
  const piece = { position: next.key, rows: rows.length };
  const found = await tx.rows<{ id: string }>(findCourses, [next.key, institutionId]);
  const [course] = found;
  if (!course || found.length > 1) {
    const reason = course
      ? 'classSourcedId: known in several institutions, say --institution'
      : 'classSourcedId: unknown';
    await run.reject(
      tx,
      file,
      rows.map(({ line }) => ({ line, reason })),
    );
    return piece;
  }
  const { lessons, rejections } = buildOutline(rows);
  await run.reject(tx, file, rejections);
  const counts = run.count(file);
  const applied = await applyOutline(tx, course.id, lessons, counts.rejected === 0);
  counts.new += applied.sections.new;
  counts.changed += applied.sections.changed;
  counts.unchanged += applied.sections.unchanged;
  if (applied.sections.removed > 0) {
    run.warn(
      `${next.key}: ${applied.sections.removed} sections are no longer in the file and have been removed`,
    );
  }
  return piece;
}
