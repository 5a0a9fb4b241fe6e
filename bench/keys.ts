import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase } from '@/db/client';
import type { Sealed } from '@/db/schema/types';
import { noteBody } from '@/db/sealed-columns';
import { statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { resealAll } from '@/lib/keys/keep-keys';
import { rotateKey } from '@/lib/keys/rotate';
import { opener, sealer } from '@/lib/keys/sealed-column';
import { readKeyStatus, valuesLeft } from '@/lib/keys/status';
import { againstFloor, median } from '@/lib/rehearsal/measure';

const values = 100_000;
const page = 50;

export type KeysResult = {
  /** Reading and opening fifty values, as multiples of `SELECT 1`. */
  page: number;
  /** Values sealed anew a second, without a limit. */
  rate: number;
  reads: number;
  writes: number;
  /** Reads during the rotation that failed or gave another value than the one written. */
  wrong: number;
  left: number;
  /** Milliseconds of a read of fifty: before, and while everything is sealed anew. */
  calm: number;
  busy: number;
};

const some = statement(
  'bench.sealed-notes',
  'SELECT id, body_sealed AS value FROM student_notes WHERE id = ANY($1)',
);
const change = statement('bench.change-note', 'UPDATE student_notes SET body_sealed = $2 WHERE id = $1');

type Notes = { institutionId: string; studentId: string; held: Map<string, number>; ids: string[] };

/** Rotates the key of 100,000 notes while others read and write them. */
export async function measureKeys(owner: pg.Client, appUrl: string): Promise<KeysResult> {
  const database = openDatabase(appUrl, 8);
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  try {
    const notes = await fillNotes(owner, database);
    const floor = () => client.query({ name: 'floor', text: 'SELECT 1' });
    const { ratio, measured } = await againstFloor(floor, () => look(database, notes), 200);
    return { page: ratio, calm: measured, ...(await rotateUnderLoad(database, notes)) };
  } finally {
    await client.end();
    await database.close();
  }
}

async function fillNotes(owner: pg.Client, database: Database): Promise<Notes> {
  const { rows } = await owner.query<{
    course: string;
    student: string;
    author: string;
    institution: string;
  }>(
    `SELECT e.course_id AS course, e.user_id AS student, c.instructor_id AS author, c.institution_id AS institution
     FROM enrollments e JOIN courses c ON c.id = e.course_id WHERE e.role = 'STUDENT' LIMIT 1`,
  );
  const [room] = rows;
  if (!room) throw new Error('there is no class to write notes in');
  const ids = Array.from({ length: values }, () => randomUUID());
  const seal = await asSystem((tx) => sealer(tx, null, noteBody, room.institution), database);
  await owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
  for (let from = 0; from < values; from += 5_000) {
    const part = ids.slice(from, from + 5_000);
    await owner.query(
      `INSERT INTO student_notes (id, course_id, student_id, author_id, author_name, body_sealed)
       SELECT id, $3, $4, $5, 'x', value FROM unnest($1::uuid[], $2::bytea[]) AS n(id, value)`,
      [part, part.map((id) => seal([id, room.student], `${id} 0`)), room.course, room.student, room.author],
    );
  }
  await owner.query('ANALYZE student_notes');
  return {
    institutionId: room.institution,
    studentId: room.student,
    held: new Map(ids.map((id) => [id, 0])),
    ids,
  };
}

const anyOf = (ids: string[]) => ids[Math.floor(Math.random() * ids.length)] ?? '';

/** @returns how many values were not what had been written */
async function look(database: Database, { institutionId, studentId, held, ids }: Notes): Promise<number> {
  const wanted = Array.from({ length: page }, () => anyOf(ids));
  const before = new Map(wanted.map((id) => [id, held.get(id) ?? 0]));
  return asSystem(async (tx) => {
    const rows = await tx.rows<{ id: string; value: Sealed }>(some, [wanted]);
    const open = await opener(tx, noteBody, institutionId);
    return rows.filter(({ id, value }) => {
      const [own, number] = open([id, studentId], value).split(' ');
      return own !== id || Number(number) < (before.get(id) ?? 0);
    }).length;
  }, database);
}

async function write(database: Database, { institutionId, studentId, held, ids }: Notes): Promise<void> {
  const id = anyOf(ids);
  const number = (held.get(id) ?? 0) + 1;
  await asSystem(async (tx) => {
    const seal = await sealer(tx, null, noteBody, institutionId);
    await tx.rows(change, [id, seal([id, studentId], `${id} ${number}`)]);
  }, database);
  held.set(id, number);
}

async function rotateUnderLoad(database: Database, notes: Notes) {
  const name = { institutionId: notes.institutionId, keyClass: 'COMMUNICATIONS', version: 1 } as const;
  await asSystem((tx) => rotateKey(tx, null, name), database);
  const over = new AbortController();
  const times: number[] = [];
  const count = { reads: 0, writes: 0, wrong: 0 };
  const reader = async () => {
    for (; !over.signal.aborted; count.reads++) {
      const start = performance.now();
      count.wrong += await look(database, notes).catch(() => page);
      times.push(performance.now() - start);
    }
  };
  const writer = async () => {
    for (; !over.signal.aborted; count.writes++) await write(database, notes);
  };
  const loops = [reader(), reader(), writer()];
  const started = performance.now();
  const { swapped } = await resealAll(database, new AbortController().signal, async () => undefined);
  const seconds = (performance.now() - started) / 1000;
  over.abort();
  await Promise.all(loops);
  const keys = await asSystem((tx) => readKeyStatus(tx, null), database);
  return { rate: swapped / seconds, busy: median(times), left: valuesLeft(keys), ...count };
}
