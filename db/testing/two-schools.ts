import { type Database, type Identity, openDatabase } from '../client';
import { statement } from '../statement';
import { fillClassroom } from './fill-classroom';
import { type Classroom, createClassroom } from './fixtures';
import { type TestDatabase, testDatabase } from './test-database';

export const nobody: Identity = { userId: null, role: null, institutionId: null };
export const as = (room: Classroom, userId: string, role: Identity['role']): Identity => ({
  userId,
  role,
  institutionId: room.institutionId,
});
export const studentOf = (room: Classroom, n: number) => as(room, room.studentIds[n] ?? '', 'STUDENT');
export const teacherOf = (room: Classroom) => as(room, room.instructorId, 'INSTRUCTOR');
export const administratorOf = (room: Classroom) => as(room, room.adminId, 'ADMIN');

/** Postgres: the privilege or the row is not for this identity. */
export const denied = '42501';

/** Two schools, each with a class and a row in every personal table for each student, asked through row security. */
export type TwoSchools = {
  db: TestDatabase;
  north: Classroom;
  south: Classroom;
  /** One connection, which every transaction shares. */
  narrow: Database;
  ask<Row extends Record<string, unknown>>(
    identity: Identity,
    sql: string,
    values?: unknown[],
  ): Promise<Row[]>;
  count(identity: Identity, from: string, values?: unknown[]): Promise<number>;
  /** The `id` of each row, in order. */
  ids(identity: Identity, sql: string): Promise<string[]>;
  close(): Promise<void>;
};

export async function openTwoSchools(): Promise<TwoSchools> {
  const db = await testDatabase();
  const narrow = openDatabase(db.url, 1);
  const north = await createClassroom(db.owner, 3);
  const south = await createClassroom(db.owner, 2);
  for (const room of [north, south]) await fillClassroom(db.owner, room);
  let named = 0;
  const ask: TwoSchools['ask'] = (identity, sql, values = []) =>
    db.database.transaction(identity, (tx) =>
      tx.rows(statement(`test.row-security-${named++}`, sql), values),
    );
  return {
    db,
    north,
    south,
    narrow,
    ask,
    count: async (identity, from, values) =>
      Number((await ask<{ n: number }>(identity, `SELECT count(*) AS n FROM ${from}`, values))[0]?.n),
    ids: async (identity, sql) => (await ask<{ id: string }>(identity, sql)).map(({ id }) => id).sort(),
    async close() {
      await narrow.close();
      await db.close();
    },
  };
}
