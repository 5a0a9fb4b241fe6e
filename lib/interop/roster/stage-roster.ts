import { longestTitle } from '@/db/schema/courses';
import type { Row } from '../csv/row';
import type { Source } from '../csv/source';
import { readRows } from '../csv/table';
import type { ImportRun } from '../run/import-run';
import { rejectRepeated, type StagedRow, stageFile, stageRows } from '../run/stage';
import type { RosterFiles } from './files';

type Reader = (row: Row) => { key: string; data: Record<string, unknown>; also?: Omit<StagedRow, 'line'>[] };

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const readers: Record<string, Reader> = {
  orgs: (row) => ({
    key: row.required('sourcedId'),
    data: { name: row.required('name'), type: row.required('type'), deleted: row.toBeDeleted() },
  }),
  academicSessions: (row) => ({
    key: row.required('sourcedId'),
    data: { start: row.requiredDate('startDate'), end: row.requiredDate('endDate') },
  }),
  courses: (row) => ({
    key: row.required('sourcedId'),
    data: { title: row.required('title', longestTitle) },
  }),
  roles: (row) => ({
    key: row.required('sourcedId'),
    data: {},
    also: row.toBeDeleted()
      ? []
      : [
          {
            step: 'user-roles',
            key: row.required('userSourcedId'),
            data: { role: row.required('role').toLowerCase(), org: row.text('orgSourcedId') },
          },
        ],
  }),
  users: (row) => {
    const email = row.email('email');
    const deleted = row.toBeDeleted();
    return {
      key: row.required('sourcedId'),
      data: {
        given: row.text('preferredGivenName', 120) || row.required('givenName', 120),
        family: row.text('preferredFamilyName', 120) || row.required('familyName', 120),
        email,
        unique: deleted ? null : email,
        deleted,
        disabled: row.boolean('enabledUser') === false,
        role: row.text('role').toLowerCase(),
        org: row.text('primaryOrgSourcedId') || (list(row.text('orgSourcedIds', 4_000))[0] ?? ''),
      },
    };
  },
  classes: (row) => ({
    key: row.required('sourcedId'),
    data: {
      title: row.required('title', longestTitle),
      code: row.text('classCode', 80),
      school: row.required('schoolSourcedId'),
      course: row.text('courseSourcedId'),
      terms: list(row.text('termSourcedIds', 4_000)),
      deleted: row.toBeDeleted(),
    },
  }),
  enrollments: (row) => {
    const user = row.required('userSourcedId');
    const inClass = row.required('classSourcedId');
    const role = row.oneOf('role', ['student', 'teacher']);
    const primary = row.boolean('primary') === true;
    const dropped = row.toBeDeleted();
    return {
      key: row.required('sourcedId'),
      data: {
        user,
        class: inClass,
        role,
        dropped,
        begins: row.date('beginDate'),
        ends: row.date('endDate'),
        unique: `${user}\n${inClass}`,
      },
      also:
        role === 'teacher' && !dropped
          ? [
              { step: 'teachers', key: user, data: {} },
              { step: 'class-teachers', key: inClass, data: { user, primary } },
            ]
          : [],
    };
  },
};

/** Reads every file of a roster into staging, checks each row by itself, and refuses repeated ones. */
export async function stageRoster(run: ImportRun, files: RosterFiles, share: number): Promise<void> {
  const total = [...files.used.values(), ...files.counted].reduce((sum, source) => sum + source.bytes, 0);
  let before = 0;
  const report = (source: Source) => (bytes: number) =>
    run.progress((share * (before + bytes)) / total, `reading ${source.name}`);
  for (const [name, source] of files.used) {
    const read = readers[name];
    if (!read) continue;
    await stageFile({
      run,
      source,
      read,
      onBytes: report(source),
      write: async (tx, rows) => {
        const staged = rows.flatMap(({ line, value }) => [
          { step: name, line, key: value.key, data: value.data },
          ...(value.also ?? []).map((extra) => ({ ...extra, line })),
        ]);
        return { staged: await stageRows(tx, run, staged), rejections: [] };
      },
    });
    await refuseRepeated(run, name, source);
    before += source.bytes;
  }
  for (const source of files.counted) {
    await countRows(run, source, report(source));
    before += source.bytes;
  }
}

async function refuseRepeated(run: ImportRun, name: string, source: Source): Promise<void> {
  await run.piece((tx) =>
    rejectRepeated(tx, run, name, 'key', source.name, () => 'sourcedId: used by an earlier row of this file'),
  );
  const reason: Record<string, string> = {
    users: 'email: used by an earlier row of this file',
    enrollments: 'this person is in this class by an earlier row of this file',
  };
  const repeated = reason[name];
  if (!repeated) return;
  await run.piece((tx) => rejectRepeated(tx, run, name, 'unique', source.name, () => repeated));
}

async function countRows(run: ImportRun, source: Source, onBytes: (bytes: number) => void): Promise<void> {
  const state = run.checkpoint.staged[source.name];
  if (state?.complete) return;
  let rows = 0;
  for await (const batch of readRows(source, onBytes)) rows += batch.length;
  await run.piece(async () => {
    run.checkpoint.staged[source.name] = { line: rows, complete: true };
    const counts = run.count(source.name);
    counts.read = rows;
    counts.notUsed = rows;
    run.warn(`${source.name}: ${rows} rows were read and are not used yet`);
  });
}
