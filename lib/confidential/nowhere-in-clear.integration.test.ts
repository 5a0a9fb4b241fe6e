import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { mintViewer, type Role } from '@/lib/access/viewer';
import { keepKeys } from '@/lib/keys/keep-keys';
import { rotateNow } from '@/lib/keys/rotate-now';
import { addNote, changeNote, deleteNote } from '@/lib/messages/note-mutations';
import { sendMessage } from '@/lib/messages/send';
import { getOwnDetails } from './read';
import { addAcademicEntry, writeDetails } from './write';

let db: TestDatabase;
let room: Classroom;
const secret = `planted-${randomBytes(12).toString('hex')}`;
/** Written in clear on purpose: what finds it would find the secret. */
const control = `control-${randomBytes(12).toString('hex')}`;

beforeAll(async () => {
  db = await testDatabase();
  room = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());

const viewer = (userId: string, role: Role) =>
  mintViewer({ userId, role, institutionId: room.institutionId, displayName: role, email: null });

/** The secret in every field that is sealed, and once more by way of a change and a rotation. */
async function plant(): Promise<void> {
  const [admin, teacher] = [viewer(room.adminId, 'ADMIN'), viewer(room.instructorId, 'INSTRUCTOR')];
  const [studentId] = room.studentIds;
  const { courseId } = room;
  await db.owner.query('UPDATE courses SET title = $2 WHERE id = $1', [courseId, control]);
  const purpose = 'a test';
  await writeDetails(admin, {
    studentId,
    version: 0,
    purpose,
    ssn: '912-73-5546',
    parentContact: secret,
    financialAid: secret,
  });
  const entry = { id: randomUUID(), studentId, purpose, kind: 'DISCIPLINARY', happenedOn: '2026-03-02' };
  await addAcademicEntry(admin, { ...entry, content: secret });
  const message = { id: randomUUID(), courseId, audience: 'ALL', studentIds: [], expected: 1 };
  await sendMessage(teacher, { ...message, subject: `About ${secret}`, body: secret });
  const note = { id: randomUUID(), courseId, studentId, followUpOn: null };
  await addNote(teacher, { ...note, body: secret });
  await changeNote(teacher, { id: note.id, version: 1, body: `${secret} again`, followUpOn: null });
  await deleteNote(teacher, { id: note.id });
  for (const keyClass of ['STUDENT_RECORDS', 'ACADEMIC_RECORDS', 'COMMUNICATIONS'])
    await rotateNow(admin, { keyClass, version: 1 });
  const { resealed } = await keepKeys(db.database, new AbortController().signal);
  // Three details, an entry, a message and its subject, a note and its two earlier versions.
  expect(resealed).toBe(9);
}

/** Files of this database, of what all databases share, and the write-ahead log. */
async function databaseFiles(clusterDir: string): Promise<string[]> {
  const { rows } = await db.owner.query<{ own: string }>(
    'SELECT oid::text AS own FROM pg_database WHERE datname = current_database()',
  );
  const files: string[] = [];
  for (const folder of [`base/${rows[0]?.own}`, 'global', 'pg_wal'])
    for (const entry of await readdir(join(clusterDir, folder), { withFileTypes: true }))
      if (entry.isFile()) files.push(join(clusterDir, folder, entry.name));
  return files;
}

/** Nothing of a file that other tests on this server removed since it was listed. */
async function contents(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
}

/** Each text with the files that hold it. */
async function holders(files: string[], texts: string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(texts.map((text) => [text, []]));
  for (const file of files) {
    const bytes = await contents(file);
    for (const [text, holding] of found) if (bytes.includes(text)) holding.push(file);
  }
  return found;
}

it('leaves what is sealed nowhere in clear: not in a table, an index, the write-ahead log or the trail', async (context) => {
  const clusterDir = inject('clusterDir');
  if (clusterDir === null) return context.skip('the data directory is another server’s');
  const slot = `nowhere_${randomBytes(6).toString('hex')}`;
  // Other tests make checkpoints too, and they would take away the log that is read here.
  await db.owner.query('SELECT pg_create_physical_replication_slot($1, true, true)', [slot]);
  await plant();
  expect(await getOwnDetails(viewer(room.studentIds[0] ?? '', 'STUDENT'))).toMatchObject({
    ssn: '912-73-5546',
    parentContact: secret,
  });
  // Before the checkpoint the log still holds it, after it the tables do.
  const sealed = [secret, '912-73-5546', '912735546'];
  const places: string[] = [];
  for (const step of ['SELECT 1', 'CHECKPOINT']) {
    await db.owner.query(step);
    const found = await holders(await databaseFiles(clusterDir), [...sealed, control]);
    for (const text of sealed) expect(found.get(text)).toEqual([]);
    places.push(...(found.get(control) ?? []));
  }
  expect(places.some((file) => file.includes('/pg_wal/'))).toBe(true);
  expect(places.some((file) => file.includes('/base/'))).toBe(true);
});
