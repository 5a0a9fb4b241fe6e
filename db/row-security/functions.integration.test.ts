import { afterAll, describe, expect, it } from 'vitest';
import type { Identity } from '../client';
import { administratorOf, as, nobody, openTwoSchools, studentOf, teacherOf } from '../testing/two-schools';

const { db, north, south, ask, close } = await openTwoSchools();
afterAll(close);

type OwnersFunction = { call: string; types: string[] };

/** Every function that runs with the owner's rights and that the application may call: nothing added later is forgotten. */
const { rows: functions } = await db.owner.query<OwnersFunction>(
  `SELECT p.proname AS call, ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, n) ORDER BY n) AS types
   FROM pg_proc p
   WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.prorettype <> 'trigger'::regtype
     AND has_function_privilege('syllabase_runtime', p.oid, 'EXECUTE') ORDER BY 1`,
);

/** What tells of somebody: names and addresses of the school, and no id that the question brought. */
const { rows: words } = await db.owner.query<{ word: string }>(
  `SELECT unnest(ARRAY[display_name, email, given_name, family_name]) AS word FROM users WHERE institution_id = $1
   UNION SELECT person_name FROM enrollments WHERE course_id = $2`,
  [north.institutionId, north.courseId],
);
const telling = words.map(({ word }) => word).filter((word) => word !== null && word !== '');
const everyName = telling.join('\n');

/** A value of each type that finds as much as it can. */
const probes: Record<string, (id: string) => string> = {
  uuid: (id) => `'${id}'`,
  'uuid[]': (id) => `ARRAY['${id}']::uuid[]`,
  text: () => `$1::text`,
  'text[]': () => 'ARRAY[$1::text]',
  'timestamp with time zone': () => "'infinity'",
  date: () => "'2030-01-01'",
  integer: () => '1000',
  bigint: () => '1000',
  smallint: () => '1000',
  boolean: () => 'true',
  jsonb: () => "'[]'",
};
const callOf = ({ call, types }: OwnersFunction, id: string) =>
  `SELECT $1::text <> '' AS asked, answer::text FROM ${call}(${types.map((type) => (probes[type] ?? (() => `NULL::${type}`))(id)).join(', ')}) AS answer`;

const strangers: [who: string, identity: Identity][] = [
  ['nobody', nobody],
  ['a student elsewhere', studentOf(south, 0)],
  ['a teacher elsewhere', teacherOf(south)],
  ['an administrator elsewhere', administratorOf(south)],
];

describe.each(strangers)('%s', (_who, identity) => {
  it('learns no name from any function of the owner, whatever it is asked with', async () => {
    const told: string[] = [];
    for (const each of functions)
      for (const id of [...north.studentIds, north.courseId, north.institutionId]) {
        const answers = await ask(identity, callOf(each, id), [everyName]).catch((error: Error) => [
          { answer: error.message },
        ]);
        const text = answers.map(({ answer }) => String(answer)).join('\n');
        told.push(...telling.filter((word) => text.includes(word)).map((word) => `${each.call}: ${word}`));
      }
    expect(functions.length).toBeGreaterThan(15);
    expect([...new Set(told)]).toEqual([]);
  });
});

it('nobody is told when a note was written, nor which consents count', async () => {
  const { rows } = await db.owner.query('SELECT id, student_id FROM student_notes LIMIT 1');
  const { rows: consents } = await db.owner.query('SELECT id FROM consents LIMIT 1');
  expect([rows.length, consents.length]).toEqual([1, 1]);
  const [began] = await ask(nobody, 'SELECT note_version_began($1, 1) AS at', [rows[0].id]);
  const [counts] = await ask(nobody, 'SELECT consent_counts($1) AS counts', [consents[0].id]);
  expect([began, counts]).toEqual([{ at: null }, { counts: null }]);
});

describe('whoever has to do with a student', () => {
  it('is told the name, as the record is opened by it', async () => {
    const [victim = ''] = north.studentIds;
    const name = async (identity: Identity) =>
      (await ask<{ name: string | null }>(identity, 'SELECT name FROM record_facts($1)', [victim]))[0]?.name;
    for (const identity of [studentOf(north, 0), teacherOf(north), administratorOf(north)])
      expect(await name(identity)).toEqual(expect.any(String));
    expect(await name(as(south, south.adminId, 'ADMIN'))).toBeNull();
    expect(await name(nobody), 'nothing at all').toBeUndefined();
  });

  it('is not told the name by the school alone where it is kept private, but staff', async () => {
    const [, hidden = ''] = north.studentIds;
    await db.owner.query(
      `INSERT INTO directory_choices (user_id, opted_out, chosen_by) VALUES ($1, true, $1)
       ON CONFLICT (user_id) DO UPDATE SET opted_out = true`,
      [hidden],
    );
    const name = async (identity: Identity) =>
      (await ask<{ name: string | null }>(identity, 'SELECT name FROM record_facts($1)', [hidden]))[0]?.name;
    expect(await name(studentOf(north, 0))).toBeNull();
    for (const role of ['x', 'student', 'SYSTEM '])
      expect(await name({ ...studentOf(north, 0), role: role as Identity['role'] }), role).toBeNull();
    for (const identity of [studentOf(north, 1), teacherOf(north), administratorOf(north)])
      expect(await name(identity)).toEqual(expect.any(String));
  });
});
