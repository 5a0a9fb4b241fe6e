import { longestTitle } from '@/db/schema/courses';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { counted } from '@/lib/format';
import type { Row } from '../csv/row';
import type { Source } from '../csv/source';
import { excerpt } from '../excerpt';
import type { ImportRun } from '../run/import-run';
import { rejectRepeated, stageFile, stageRows } from '../run/stage';
import { courseKey } from './course-key';
import { readCourseLevel } from './course-level';

export const catalogColumns = {
  required: ['title'],
  optional: ['code', 'description', 'level', 'department', 'credits'],
};
export const catalogStep = 'catalog';

const longestDescription = 50_000;
const longestCell = 65_536;
const longestCredits = 20;
const longestDepartment = 120;

// Catalogs give one code to several courses: topics that change, sections for different people. A course that is
// known by code and title stays so; where the file has several titles for a code, all are told apart by them, but for the
// one that is known by the code alone. The order of the rows decides nothing.
const tellApart = statement(
  'interop.catalog.tell-apart',
  `WITH staged AS MATERIALIZED (
     SELECT line, key, lower(data ->> 'title') AS title FROM import_rows WHERE import_id = $1 AND step = $2 AND key LIKE 'catalog:%'),
   shared AS MATERIALIZED (SELECT key FROM staged GROUP BY key HAVING count(DISTINCT title) > 1),
   apart AS MATERIALIZED (
     SELECT s.line FROM staged s
     WHERE EXISTS (SELECT FROM courses c WHERE c.institution_id = $3 AND c.sourced_id = s.key || ' ' || s.title)
       OR (s.key IN (SELECT key FROM shared) AND NOT EXISTS (
         SELECT FROM courses c WHERE c.institution_id = $3 AND c.sourced_id = s.key AND lower(c.title) = s.title))),
   told AS (
     UPDATE import_rows r SET key = r.key || ' ' || lower(r.data ->> 'title')
     FROM apart WHERE r.import_id = $1 AND r.step = $2 AND r.line = apart.line)
   SELECT count(*) AS codes FROM shared`,
);

// What was left out of accepted rows, kept with them: a run that goes on still knows all of it.
const leftOut = statement(
  'interop.catalog.left-out',
  `SELECT n.key AS cell, count(*) AS rows, min(r.line) AS line, (array_agg(n.value ORDER BY r.line))[1] AS example
   FROM import_rows r CROSS JOIN LATERAL jsonb_each_text(r.data -> 'leftOut') AS n
   WHERE r.import_id = $1 AND r.step = $2 GROUP BY n.key ORDER BY n.key`,
);

const consequences: Record<string, string> = {
  level: 'a level that is not understood: the number in the code decides',
  credits: `credits longer than ${longestCredits} characters: left out`,
  department: `a department longer than ${longestDepartment} characters: left out`,
};

/** Reads the file into staging, refuses courses that it names twice, and warns of cells that were left out. */
export async function stageCatalog(
  run: ImportRun,
  source: Source,
  institutionId: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await stageFile({
    run,
    source,
    read: readCourse,
    onBytes,
    write: async (tx, rows) => {
      const staged = rows.map(({ line, value }) => ({ step: catalogStep, line, ...value }));
      return { staged: await stageRows(tx, run, staged), rejections: [] };
    },
  });
  await run.piece(async (tx) => {
    const [shared] = await tx.rows<{ codes: number }>(tellApart, [run.id, catalogStep, institutionId]);
    if (shared && shared.codes > 0) {
      run.warn(
        `${source.name}: ${counted(shared.codes, 'code')} with several courses: told apart by their titles`,
      );
    }
  });
  await run.piece((tx) =>
    rejectRepeated(tx, run, catalogStep, 'key', source.name, (line) => `the same course as in line ${line}`),
  );
  await warnOfLeftOut(run, source.name);
}

function readCourse(row: Row) {
  const code = row.text('code', 80);
  const title = row.required('title', longestTitle);
  const description = row.text('description', longestDescription).replace(/\r\n?/g, '\n');
  const department = fitting(row, 'department', longestDepartment);
  const credits = fitting(row, 'credits', longestCredits);
  const words = row.text('level', longestCell);
  const { understood, ...level } = readCourseLevel(words, code);
  return {
    key: courseKey(code, title),
    data: {
      code: code || null,
      title,
      ...(row.has('description') ? { description: description || null } : {}),
      ...(row.has('department') ? { department: department.value } : {}),
      ...(row.has('credits') ? { credits: credits.value } : {}),
      ...(row.has('level') ? level : {}),
      otherwise: level,
      leftOut: {
        ...(understood ? {} : { level: excerpt(words) }),
        ...department.leftOut,
        ...credits.leftOut,
      },
    },
  };
}

/** A cell that a course can do without: one that is too long is left out. */
function fitting(row: Row, name: string, maximum: number) {
  const text = row.text(name, longestCell);
  if (text.length > maximum) return { value: null, leftOut: { [name]: excerpt(text) } };
  return { value: text || null, leftOut: {} };
}

async function warnOfLeftOut(run: ImportRun, file: string): Promise<void> {
  type LeftOut = { cell: string; rows: number; line: number; example: string };
  const cells = await asSystem(
    (tx) => tx.rows<LeftOut>(leftOut, [run.id, catalogStep]),
    run.context.database,
  );
  for (const { cell, rows, line, example } of cells) {
    const first = `the first in line ${line}, “${example}”`;
    run.warn(`${file}: ${counted(rows, 'row')} with ${consequences[cell]}; ${first}`);
  }
}
