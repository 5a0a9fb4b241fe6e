import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { patientDatabase } from './patient-database';

let db: TestDatabase;
const sockets = new Set<Socket>();
/** Between the queue and its database, so that connections can break as they do when the server is killed. */
const between = createServer((socket) => {
  const { hostname, port } = new URL(db.ownerUrl);
  const onward = connect(Number(port), hostname);
  for (const end of [socket, onward]) end.on('error', () => undefined);
  sockets.add(socket);
  socket.pipe(onward).pipe(socket);
  socket.on('close', () => onward.destroy());
});

beforeAll(async () => {
  db = await testDatabase();
  await new Promise<void>((listening) => between.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  between.close();
  await db.close();
});

it('asks again when its connection breaks while in use, and the process goes on', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const address = between.address();
  const url = new URL(db.ownerUrl);
  url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const patient = patientDatabase(url.href, new AbortController().signal);
  const asked = patient.executeSql('SELECT pg_sleep(1), 7 AS n', []);
  await sleep(400);
  for (const socket of sockets) socket.destroy();
  expect((await asked).rows).toMatchObject([{ n: 7 }]);
  expect(sockets.size).toBe(2);
  await patient.close();
});
