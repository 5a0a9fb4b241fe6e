import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Identity } from '../client';
import { conditionFor, type PersonalTable, personalTables } from '../testing/personal-tables';
import {
  administratorOf,
  as,
  denied,
  nobody,
  openTwoSchools,
  studentOf,
  teacherOf,
} from '../testing/two-schools';

const { db, north, south, ask, count, close } = await openTwoSchools();
afterAll(close);
const tables = await personalTables(db.owner);
const [victim = '', classmate = ''] = north.studentIds;

/** Everybody who has no business with the school in the north, nor with anybody in it. */
const strangers: [who: string, identity: Identity][] = [
  ['nobody', nobody],
  ['a role without a person', { userId: null, role: 'ADMIN', institutionId: null }],
  ['a person who is not there', as(south, randomUUID(), 'STUDENT')],
  ['a student elsewhere', studentOf(south, 0)],
  ['a teacher elsewhere', teacherOf(south)],
  ['an administrator elsewhere', administratorOf(south)],
  ['a teacher there without a class', as(north, randomUUID(), 'INSTRUCTOR')],
  ['a student there in no class', as(north, randomUUID(), 'STUDENT')],
];

/** Wrapped keys are of use to nobody without the master key, and every transaction needs those of the data that it reads. */
const openToMembers = ['data_keys'];

/** The statements that would change rows, as far as the application may say them at all. */
function changes({ name, changeable, deletable }: PersonalTable, where: string): string[] {
  return [
    ...(changeable ? [`UPDATE ${name} SET ${changeable} = ${changeable} WHERE ${where} RETURNING 1`] : []),
    ...(deletable ? [`DELETE FROM ${name} WHERE ${where} RETURNING 1`] : []),
  ];
}

/** What a change did: the rows it met, or that it was denied. */
const outcomeOf = (identity: Identity, sql: string, values: unknown[]) =>
  ask(identity, sql, values).catch(({ code }: { code: string }) => code);

describe.each(strangers)('%s', (_who, identity) => {
  it('sees no row of anybody’s in any table', async () => {
    for (const table of tables) {
      if (identity.role !== null && openToMembers.includes(table.name)) continue;
      const { where, values } = conditionFor(table, north);
      expect([table.name, await count(identity, `${table.name} WHERE ${where}`, values)]).toEqual([
        table.name,
        0,
      ]);
    }
  });

  it('changes and deletes nothing in any table', async () => {
    for (const table of tables) {
      const { where, values } = conditionFor(table, north);
      for (const sql of changes(table, where))
        expect([[], denied], sql).toContainEqual(await outcomeOf(identity, sql, values));
    }
  });
});

describe('without an identity', () => {
  it('nothing is seen, whoever’s it is, and nothing is made', async () => {
    for (const { name } of tables) expect([name, await count(nobody, name)]).toEqual([name, 0]);
    for (const sql of ['DELETE FROM progress_events RETURNING 1', 'DELETE FROM sign_in_attempts RETURNING 1'])
      expect([sql, await ask(nobody, sql)]).toEqual([sql, []]);
    const made = ask(nobody, "INSERT INTO users (role, display_name) VALUES ('ADMIN', 'me')");
    await expect(made).rejects.toMatchObject({ code: denied });
  });
});

describe('a student of the same class', () => {
  const me = studentOf(north, 1);

  it('sees no row of another student in any table, and some of the own', async () => {
    const own: string[] = [];
    for (const table of tables) {
      const others = conditionFor(table, north, [victim, ...north.studentIds.slice(2)]);
      const theirs = await count(me, `${table.name} WHERE ${others.where}`, others.values);
      expect([table.name, theirs]).toEqual([table.name, 0]);
      const mine = conditionFor(table, north, [classmate]);
      if ((await count(me, `${table.name} WHERE ${mine.where}`, mine.values)) > 0) own.push(table.name);
    }
    expect(own).toEqual(
      expect.arrayContaining([
        'audit_log',
        'consents',
        'enrollments',
        'notifications',
        'user_progress',
        'users',
      ]),
    );
  });

  it('changes and deletes no row of another student in any table', async () => {
    for (const table of tables) {
      const { where, values } = conditionFor(table, north, [victim]);
      for (const sql of changes(table, where))
        expect([[], denied], sql).toContainEqual(await outcomeOf(me, sql, values));
    }
  });
});
