import { execFileSync, spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { appendAudit } from '../append';
import { type CheckpointCopy, type CopyTarget, copyCheckpoints } from './copies';
import { copyFile, fileTarget, readCopyFile } from './file-target';
import type { FindingKind } from './findings';
import { type AuditSigner, auditKeys, writeVerifier } from './keys';
import { leafHash } from './merkle';
import { proveRecords } from './proof';
import { leafText, sealBatch } from './seal';
import { readSealState } from './state';
import { type StoredRecord, storedColumns, toStored } from './stored';
import { verifyTrail } from './verify';

const keys = auditKeys();
const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
let db: TestDatabase;
let folder: string;

beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'syllabase-audit-'));
});
afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const asProduct = <T>(run: (tx: Transaction) => Promise<T>) => db.database.transaction(system, run);
const append = (...actions: string[]) =>
  asProduct(async (tx) => {
    for (const action of actions)
      await appendAudit(tx, null, {
        action,
        objectType: 'test',
        details: { n: 1.5, text: 'ÄÖ “q” \u2028', yes: true, nothing: null },
        ipAddress: '2001:DB8::0001',
      });
  });
const sealOnce = () => asProduct((tx) => sealBatch(tx));
const unsealed = statement(
  'test.unsealed',
  `SELECT 1 FROM audit_log a WHERE NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.record_id = a.id)
     AND (transaction_id IS NULL OR transaction_id < 3000000000)`,
);
/** Seals all there is. Other tests' open transactions on the same server can hold the sealer back for a while. */
async function seal(): Promise<number> {
  let rows = await sealOnce();
  for (let tries = 0; tries < 600 && (await asProduct((tx) => tx.rows(unsealed))).length > 0; tries += 1) {
    await sleep(50);
    rows += await sealOnce();
  }
  return rows;
}
/** Does something while the clock shows another moment. */
async function whileItIs<T>(now: number, run: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['Date'], now });
  try {
    return await run();
  } finally {
    vi.useRealTimers();
  }
}
const copy = () => copyCheckpoints(asProduct, [fileTarget(folder)]);
const verify = (copies: 'with copy' | 'alone' = 'with copy', own?: AuditSigner[]) =>
  asProduct((tx) =>
    verifyTrail(tx, {
      verifier: keys.verifier,
      copies: copies === 'with copy' ? readCopyFile(copyFile(folder)) : undefined,
      own,
    }),
  );
/** As a superuser whom no trigger stops. */
async function tamper(sql: string, values: unknown[] = []): Promise<void> {
  await db.owner.query("SET session_replication_role = 'replica'");
  await db.owner.query(sql, values);
  await db.owner.query('RESET session_replication_role');
}
const ids = async (): Promise<string[]> =>
  (await db.owner.query('SELECT record_id AS id FROM audit_leaves ORDER BY position')).rows.map(
    ({ id }) => id,
  );
const kinds = (findings: { kind: FindingKind; recordId: string | null }[]) =>
  findings.map(({ kind, recordId }) => [kind, recordId]);

async function sealedTrail(rows = 6): Promise<string[]> {
  for (let n = 0; n < rows; n += 2) {
    await append(`test.${n}`, `test.${n + 1}`);
    await seal();
  }
  await copy();
  return ids();
}
const at = (list: string[], n: number) => list[n] ?? '';

describe('sealing', () => {
  it('seals everything that is committed, once, and it holds', async () => {
    await append('a', 'b', 'c');
    expect(await seal()).toBe(3);
    expect(await seal()).toBe(0);
    await append('d');
    expect(await seal()).toBe(1);
    await copy();
    expect(await verify()).toEqual({
      holds: true,
      rows: 4,
      checkpoints: 2,
      waiting: 0,
      copied: 4,
      findings: [],
    });
    expect(await verify('with copy', [keys])).toMatchObject({ holds: true });
  });

  it('does not pass over a transaction that commits late', async () => {
    const late = new pg.Client({ connectionString: db.ownerUrl });
    await late.connect();
    await late.query("BEGIN; SELECT set_config('app.role', 'SYSTEM', true)");
    await late.query("INSERT INTO audit_log (action, object_type) VALUES ('late', 'test')");
    await append('early');
    expect(await sealOnce()).toBe(0);
    await late.query('COMMIT');
    await late.end();
    expect(await seal()).toBe(2);
  });

  it('loses and doubles nothing with several sealers at once, some of them killed', async () => {
    const sealers = Array.from({ length: 6 }, async () => {
      for (let turn = 0; turn < 8; turn++) {
        await append('x', 'y');
        await asProduct(async (tx) => {
          await sealBatch(tx);
          if (turn % 3 === 1) throw new Error('killed');
        }).catch((error: Error) => expect(error.message).toBe('killed'));
      }
    });
    await Promise.all(sealers);
    while ((await seal()) > 0);
    const { rows } = await db.owner.query('SELECT count(*)::int AS n FROM audit_log');
    expect(await verify('alone')).toMatchObject({ holds: true, rows: rows[0].n, waiting: 0 });
  });

  it('goes on after a restore into a server that counts transactions anew', async () => {
    await append('before', 'as well');
    await tamper('UPDATE audit_log SET transaction_id = 3999999999');
    expect(await seal()).toBe(2);
    await tamper('UPDATE audit_checkpoints SET horizon = 4000000000');
    await append('after');
    expect(await seal()).toBe(1);
    await append('later');
    expect(await seal()).toBe(1);
    expect(await verify('alone')).toMatchObject({ holds: true, rows: 4 });
  });

  it('goes on, and says so once, where the clock is set back behind the last seal', async () => {
    const year = 365 * 24 * 3_600_000;
    await append('a');
    await whileItIs(Date.now() + year, seal);
    await append('b');
    expect(await seal(), 'and that the clock was set back').toBe(2);
    await append('c');
    expect(await seal()).toBe(1);
    const { rows } = await db.owner.query(
      "SELECT outcome, details FROM audit_log WHERE action = 'audit.clock-back'",
    );
    expect(rows).toEqual([
      { outcome: 'FAILED', details: expect.objectContaining({ seconds: expect.any(Number) }) },
    ]);
    expect(Math.abs(rows[0].details.seconds * 1_000 - year)).toBeLessThan(120_000);
    await copy();
    expect(await verify('with copy', [keys])).toMatchObject({ holds: true, rows: 4, waiting: 0, copied: 4 });
  });

  it('refuses to go on from a state that it has not signed', async () => {
    await sealedTrail(2);
    await tamper("UPDATE audit_checkpoints SET peaks = decode(repeat('00', 32), 'hex')");
    await append('next');
    await expect(seal()).rejects.toThrow('not the one that was signed');
  });

  it('is nothing that the application could undo', async () => {
    await sealedTrail(2);
    const app = new pg.Client({ connectionString: db.url });
    await app.connect();
    await app.query("SELECT set_config('app.role', 'SYSTEM', false)");
    for (const table of ['audit_leaves', 'audit_nodes', 'audit_checkpoints']) {
      await expect(app.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
      await expect(app.query(`TRUNCATE ${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(
      app.query("INSERT INTO audit_log (action, object_type, transaction_id) VALUES ('x', 'x', 1)"),
    ).rejects.toMatchObject({ code: '42501' });
    await app.query("SELECT set_config('app.role', 'ADMIN', false)");
    expect((await app.query('SELECT * FROM audit_leaves')).rows).toEqual([]);
    await app.end();
  });
});

describe('tampering by a superuser with triggers off', () => {
  it('altering is found and named', async () => {
    const list = await sealedTrail();
    await tamper("UPDATE audit_log SET actor_name = 'somebody else' WHERE id = $1", [at(list, 3)]);
    for (const how of ['with copy', 'alone'] as const)
      expect(kinds((await verify(how)).findings)).toEqual([['altered', at(list, 3)]]);
  });

  it('every column is covered', async () => {
    const list = await sealedTrail(2);
    await db.owner.query('CREATE TABLE kept AS SELECT * FROM audit_log');
    const changes = [
      'actor_id = gen_random_uuid()',
      "actor_role = 'ADMIN'",
      "actor_name = 'x'",
      'institution_id = gen_random_uuid()',
      "action = 'x'",
      "object_type = 'x'",
      "object_id = 'x'",
      'student_id = gen_random_uuid()',
      "outcome = 'DENIED'",
      "purpose = 'x'",
      "justification = 'x'",
      `details = '{"n": 2}'`,
      `details = details || '{"more": null}'`,
      "details = details - 'nothing'",
      // What a program reads as the same number, or as none.
      "details = jsonb_set(details, '{nothing}', '1e400')",
      "details = jsonb_set(details, '{n}', '1.50')",
      "details = jsonb_set(details, '{n}', '1.50000000000000000001')",
      "ip_address = '10.0.0.1'",
      'ip_address = NULL',
      "request_id = 'x'",
      "mac = '\\x00'",
      "occurred_at = occurred_at + interval '1 microsecond'",
      'transaction_id = transaction_id - 1',
      'transaction_id = NULL',
      'transaction_id = 9e18',
    ];
    for (const change of changes) {
      await tamper(`UPDATE audit_log SET ${change} WHERE id = $1`, [at(list, 1)]);
      expect(kinds((await verify()).findings), change).toEqual([['altered', at(list, 1)]]);
      await tamper('DELETE FROM audit_log WHERE id = $1', [at(list, 1)]);
      await tamper('INSERT INTO audit_log SELECT * FROM kept WHERE id = $1', [at(list, 1)]);
      expect((await verify()).holds).toBe(true);
    }
  });

  it('a row that waits to be sealed is covered as well, its address included', async () => {
    await append('waits');
    for (const change of ["ip_address = '10.0.0.1'", `details = details || '{"more": null}'`]) {
      await db.owner.query('CREATE TABLE kept AS SELECT * FROM audit_log');
      expect((await verify('alone', [keys])).holds).toBe(true);
      await tamper(`UPDATE audit_log SET ${change}`);
      expect((await verify('alone', [keys])).findings, change).toMatchObject([{ kind: 'forged' }]);
      await tamper('DELETE FROM audit_log');
      await tamper('INSERT INTO audit_log SELECT * FROM kept');
      await db.owner.query('DROP TABLE kept');
    }
  });

  it('taking the id of a row that waits: each of the two is named as what it is', async () => {
    const list = await sealedTrail(2);
    await append('waits');
    const { rows } = await db.owner.query("SELECT id FROM audit_log WHERE action = 'waits'");
    const { id } = rows[0];
    await tamper('UPDATE audit_log SET transaction_id = transaction_id + 1000000000000 WHERE id = $1', [id]);
    await tamper(
      `INSERT INTO audit_log (id, action, object_type, transaction_id, occurred_at)
       SELECT id, 'never', 'test', transaction_id - 1000000000000, occurred_at + interval '1 second' FROM audit_log WHERE id = $1`,
      [id],
    );
    await seal();
    await tamper(
      "UPDATE audit_log SET transaction_id = transaction_id - 1000000000000 WHERE action = 'waits'",
    );
    expect(await ids()).toEqual([...list, id]);
    expect((await verify('alone', [keys])).findings).toEqual([
      expect.objectContaining({ kind: 'forged', position: 2, recordId: id }),
      expect.objectContaining({
        kind: 'passed-over',
        note: expect.stringContaining('its id was given to another'),
      }),
    ]);
  });

  it('deleting', async () => {
    const list = await sealedTrail();
    await tamper('DELETE FROM audit_log WHERE id = ANY ($1)', [[at(list, 1), at(list, 4)]]);
    for (const how of ['with copy', 'alone'] as const)
      expect(kinds((await verify(how)).findings)).toEqual([
        ['deleted', at(list, 1)],
        ['deleted', at(list, 4)],
      ]);
  });

  it('deleting before the sealer came by, as soon as the process writes on', async () => {
    await sealedTrail(2);
    await append('a', 'b');
    await tamper("DELETE FROM audit_log WHERE action IN ('a', 'b')");
    await seal();
    expect(await verify()).toMatchObject({ holds: true, rows: 2 });
    await append('c');
    const found = { kind: 'deleted', position: null, recordId: null };
    const note = expect.stringMatching(/^before it was sealed: number 3 to 4 of what process /);
    expect((await verify()).findings, 'not sealed yet').toMatchObject([{ ...found, rows: 2, note }]);
    await seal();
    await copy();
    for (const how of ['with copy', 'alone'] as const)
      expect((await verify(how)).findings).toMatchObject([{ ...found, rows: 2, note }]);
    await append('d');
    await tamper("DELETE FROM audit_log WHERE action = 'd'");
    await append('e');
    const unsealed = [
      { ...found, rows: 2 },
      { ...found, rows: 1 },
    ];
    expect((await verify()).findings).toMatchObject(unsealed);
    await tamper("DELETE FROM audit_log WHERE action = 'test.0'");
    expect((await verify()).findings, 'a sealed one beside them').toMatchObject([
      { kind: 'deleted', position: expect.any(Number) },
      ...unsealed,
    ]);
  });

  it('deleting before the sealer came by, and cutting off whoever writes next', async () => {
    await append('a');
    await append('b');
    await tamper("DELETE FROM audit_log WHERE action = 'b'");
    const end = statement('test.cut-off', 'SELECT pg_terminate_backend(pg_backend_pid())');
    const cutOff = asProduct(async (tx) => {
      await appendAudit(tx, null, { action: 'cut off', objectType: 'test' });
      tx.send(end, []);
    });
    await expect(cutOff).rejects.toThrow();
    await append('c');
    await append('d');
    const note = expect.stringContaining('number 2 of what process');
    expect((await verify('alone', [keys])).findings).toMatchObject([{ kind: 'deleted', rows: 1, note }]);
  });

  it('deleting before the sealer came by, with a row put in its place', async () => {
    await append('a');
    await append('b');
    await tamper("UPDATE audit_log SET action = 'x' WHERE action = 'a'");
    await append('c');
    expect((await verify('alone', [keys])).findings).toMatchObject([{ kind: 'forged' }]);
    await tamper("DELETE FROM audit_log WHERE action = 'x'");
    await tamper(`INSERT INTO audit_log (action, object_type, writer, writer_number, writer_settled)
      SELECT 'x', 'test', writer, 1, 1 FROM audit_log LIMIT 1`);
    expect((await verify('alone', [keys])).findings).toMatchObject([{ kind: 'forged' }]);
  });

  it('no alarm for what was undone, for what is not committed yet, or for a process that was killed', async () => {
    await append('a');
    const undone = asProduct(async (tx) => {
      await appendAudit(tx, null, { action: 'undone', objectType: 'test' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    let goOn: (() => void) | undefined;
    const open = asProduct(async (tx) => {
      await appendAudit(tx, null, { action: 'open', objectType: 'test' });
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    });
    await append('b', 'c');
    expect((await verify('alone', [keys])).findings).toEqual([]);
    goOn?.();
    await open;
    await append('d');
    const end = statement('test.kill', 'SELECT pg_terminate_backend(pg_backend_pid())');
    const killed = asProduct(async (tx) => {
      await appendAudit(tx, null, { action: 'killed', objectType: 'test' });
      tx.send(end, []);
    });
    await expect(killed).rejects.toThrow();
    // What nobody knows the end of is in doubt, and nothing else is excused by it.
    const kept = await db.owner.query("SELECT 1 FROM audit_log WHERE action = 'killed'");
    expect(kept.rowCount).toBe(0);
    await append('e', 'f');
    await append('g');
    expect((await verify('alone', [keys])).findings).toEqual([]);
    await seal();
    expect(await verify('alone', [keys])).toMatchObject({ holds: true, waiting: 0 });
  });

  it('deleting a row together with its place in the tree', async () => {
    const list = await sealedTrail();
    await tamper('DELETE FROM audit_log WHERE id = $1', [at(list, 2)]);
    await tamper('DELETE FROM audit_leaves WHERE record_id = $1', [at(list, 2)]);
    expect(kinds((await verify()).findings)).toEqual([['deleted', at(list, 2)]]);
    expect((await verify('alone')).findings[0]).toMatchObject({ kind: 'resealed', position: 2 });
  });

  it('swapping', async () => {
    const list = await sealedTrail();
    const swap = (columns: string) =>
      tamper(
        `UPDATE audit_log a SET ${columns} FROM (SELECT * FROM audit_log) b WHERE (a.id = $1 AND b.id = $2) OR (a.id = $2 AND b.id = $1)`,
        [at(list, 1), at(list, 4)],
      );
    await swap('action = b.action, mac = b.mac');
    const swapped = [
      ['swapped', at(list, 1)],
      ['swapped', at(list, 4)],
    ];
    expect(kinds((await verify()).findings)).toEqual(swapped);
    await swap('action = b.action, mac = b.mac');
    expect((await verify()).holds).toBe(true);
    await swap('action = b.action, mac = b.mac, occurred_at = b.occurred_at');
    expect(kinds((await verify()).findings)).toEqual(swapped);
  });

  it('forging and replaying', async () => {
    const list = await sealedTrail();
    await tamper(
      `INSERT INTO audit_log (action, object_type, transaction_id, mac) SELECT 'never', 'test', transaction_id, '\\x00' FROM audit_log WHERE id = $1`,
      [at(list, 0)],
    );
    expect((await verify()).findings).toMatchObject([{ kind: 'forged', position: null }]);
    await tamper("DELETE FROM audit_log WHERE action = 'never'");
    const columns = 'action, object_type, details, outcome, ip_address, transaction_id, mac';
    await tamper(
      `INSERT INTO audit_log (${columns}, occurred_at) SELECT ${columns}, now() FROM audit_log WHERE id = $1`,
      [at(list, 0)],
    );
    expect((await verify()).findings).toMatchObject([{ kind: 'replayed', position: null }]);
  });

  it('forging a row that is sealed like others, but was not written by the product', async () => {
    await sealedTrail();
    await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
    await db.owner.query(
      "INSERT INTO audit_log (action, object_type, mac) VALUES ('never', 'test', decode(repeat('ab', 32), 'hex'))",
    );
    await append('honest');
    await seal();
    await copy();
    const { findings } = await verify();
    expect(findings).toMatchObject([{ kind: 'forged', position: 6 }]);
    await tamper("UPDATE audit_log SET action = 'other' WHERE action = 'never'");
    expect((await verify()).findings).toMatchObject([{ kind: 'altered', position: 6 }]);
  });

  it('emptying and dropping a partition', async () => {
    const list = await sealedTrail();
    const { rows } = await db.owner.query<{ name: string }>(
      'SELECT DISTINCT tableoid::regclass::text AS name FROM audit_log',
    );
    await tamper(`TRUNCATE ${rows[0]?.name}`);
    expect((await verify('alone')).findings).toMatchObject([
      { kind: 'partition-emptied', recordId: at(list, 0), rows: 6 },
    ]);
    await tamper(`DROP TABLE ${rows[0]?.name}`);
    expect((await verify()).findings).toMatchObject([
      { kind: 'partition-missing', recordId: at(list, 0), rows: 6 },
    ]);
  });

  it('changing a row together with its stored hash', async () => {
    const list = await sealedTrail();
    await tamper("UPDATE audit_log SET action = 'other' WHERE id = $1", [at(list, 3)]);
    const changed = await verify();
    const [row] = await asProduct((tx) =>
      tx.rows<StoredRecord>(
        statement('test.row', `SELECT ${storedColumns('a')} FROM audit_log a WHERE id = $1`),
        [at(list, 3)],
      ),
    );
    if (!row) throw new Error('no row');
    await tamper('UPDATE audit_leaves SET hash = $2 WHERE record_id = $1', [
      at(list, 3),
      leafHash(leafText(toStored(row))),
    ]);
    expect(kinds(changed.findings)).toEqual([['altered', at(list, 3)]]);
    expect(kinds((await verify()).findings)).toEqual([['altered', at(list, 3)]]);
    expect((await verify('alone')).findings).toMatchObject([{ kind: 'resealed', position: 2 }]);
    expect(kinds((await verify('alone', [keys])).findings)).toContainEqual(['altered', at(list, 3)]);
  });

  it('cutting off the end, which only the copy knows of', async () => {
    const list = await sealedTrail();
    await tamper('DELETE FROM audit_checkpoints WHERE size > 4');
    await tamper('DELETE FROM audit_leaves WHERE position >= 4');
    await tamper('DELETE FROM audit_log WHERE id = ANY ($1)', [list.slice(4)]);
    expect(await verify('alone')).toMatchObject({ holds: true, rows: 4 });
    expect((await verify()).findings).toMatchObject([
      { kind: 'set-back', position: 4, recordId: at(list, 4), rows: 2 },
    ]);
    // The sealer goes on in the cut trail; its copy refuses to.
    await append('after');
    await seal();
    await copy();
    const { rows } = await db.owner.query("SELECT fault FROM audit_copies WHERE fault LIKE '%set back%'");
    expect(rows).toHaveLength(1);
    await append('1', '2', '3');
    await seal();
    expect((await verify()).findings[0]).toMatchObject({ position: 4, recordId: at(list, 4) });
  });

  it('taking a checkpoint away or writing one', async () => {
    await sealedTrail();
    await tamper('DELETE FROM audit_checkpoints WHERE size = 4');
    expect((await verify('alone')).findings).toMatchObject([{ kind: 'checkpoint-forged', position: 5 }]);
    await tamper(
      "INSERT INTO audit_checkpoints SELECT 4, replace(note, E'\n6\n', E'\n4\n'), horizon, peaks, 1 FROM audit_checkpoints WHERE size = 6",
    );
    expect((await verify('alone')).findings).toContainEqual(
      expect.objectContaining({ kind: 'checkpoint-forged', position: 3 }),
    );
  });

  it('a damaged copy is said to be one, not the trail', async () => {
    await sealedTrail();
    const path = copyFile(folder);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/"from":2/, '"from":3'));
    expect((await verify()).findings).toMatchObject([
      { kind: 'checkpoint-forged', note: expect.stringContaining('the copy') },
    ]);
    await writeFile(path, `${text}no json\n`);
    await expect(verify()).rejects.toThrow('Line 4');
    const [, , id] = await ids();
    const digits = new RegExp(`("${id}",")(..)`);
    await writeFile(
      path,
      text.replace(digits, (_, before: string, first: string) => before + (first === '00' ? '11' : '00')),
    );
    expect((await verify()).findings).toMatchObject([
      { kind: 'checkpoint-forged', position: 2, note: expect.stringContaining('the copy is damaged') },
    ]);
  });

  it('a wrong hash of a leaf leaves the roots before it, and those that are stored, in peace', async () => {
    const many = (from: number) => append(...Array.from({ length: 300 }, (_, n) => `test.${from + n}`));
    await many(0);
    await seal();
    await many(300);
    await seal();
    expect((await verify('alone')).holds).toBe(true);
    const rootsOf = 'SELECT count(*)::int AS n FROM audit_nodes WHERE level >= 8';
    expect((await db.owner.query(rootsOf)).rows[0].n).toBeGreaterThan(1);
    await tamper("UPDATE audit_leaves SET hash = sha256('x') WHERE position = 450");
    const { findings } = await verify('alone');
    expect(findings.map(({ position }) => position)).toEqual([300, 450]);
    await tamper('UPDATE audit_nodes SET hash = sha256(hash) WHERE level = 8 AND number = 0');
    expect((await verify('alone')).findings[0]).toMatchObject({ kind: 'resealed', position: 0 });
  });
});

describe('the copy', () => {
  it('goes on after a writer was killed in the middle of a line', async () => {
    await sealedTrail(4);
    const path = copyFile(folder);
    const whole = await readFile(path, 'utf8');
    await append('more');
    await seal();
    await copy();
    const complete = await readFile(path, 'utf8');
    for (const cut of [whole.length + 1, complete.length - 1, whole.length - 3]) {
      await writeFile(path, complete);
      await truncate(path, cut);
      await copy();
      expect(await readFile(path, 'utf8')).toBe(complete);
    }
    await rm(path);
    await copy();
    expect(await readFile(path, 'utf8')).toBe(complete);
    await appendFile(path, '');
    expect(await verify()).toMatchObject({ holds: true, copied: 5 });
  });

  it('has its pauses by no clock that can be set back', async () => {
    const target: CopyTarget = { ...fileTarget(folder), pause: 30 };
    const copyThere = () => copyCheckpoints(asProduct, [target]);
    await append('a');
    await seal();
    expect(await whileItIs(Date.now() + 3_600_000, copyThere)).toBe(1);
    await append('b');
    await seal();
    await sleep(40);
    expect(await copyThere()).toBe(1);
  });

  it('holds lines longer than what is read at once', async () => {
    for (let n = 0; n < 3; n++) {
      await append(...Array.from({ length: 900 }, (_, k) => `bulk.${k}`));
      await seal();
      await copy();
    }
    expect(await verify()).toMatchObject({ holds: true, rows: 2700, copied: 2700 });
  });

  it('tells of a target that fails, and the others go on', async () => {
    await append('a');
    await seal();
    const failing = {
      name: 'failing',
      size: async () => null,
      add: async (_copies: CheckpointCopy[]) => Promise.reject(new Error('the receiver answered 500')),
    };
    expect(await copyCheckpoints(asProduct, [failing, fileTarget(folder)])).toBe(1);
    const { rows } = await db.owner.query('SELECT target, size::int, fault FROM audit_copies ORDER BY 1');
    expect(rows).toMatchObject([
      { target: 'failing', size: 0, fault: 'the receiver answered 500' },
      { size: 1, fault: null },
    ]);
  });

  it('calls several of a kind by number', async () => {
    await append('a');
    await seal();
    const names = async () => (await asProduct(readSealState)).copies.map(({ name }) => name);
    await copy();
    expect(await names()).toEqual(['file']);
    await copyCheckpoints(asProduct, [fileTarget(join(folder, 'second'))]);
    expect(await names()).toEqual(['file 1', 'file 2']);
  });
});

describe('an export with proofs', () => {
  it('is checked by a program short enough to be read first', async () => {
    const program = await readFile('docs/check_audit_proofs.py', 'utf8');
    expect(program.trimEnd().split('\n').length).toBeLessThanOrEqual(50);
  });

  it('is believed by a program that is not ours, and only as it is', async () => {
    for (let n = 0; n < 3; n++) {
      await append(...Array.from({ length: 211 }, (_, k) => `bulk.${n}.${k}`));
      await seal();
    }
    const bundle = await asProduct((tx) => proveRecords(tx, { from: '2020-01-01T00:00:00Z' }, [keys]));
    expect(bundle.entries).toHaveLength(633);
    const python = findPython();
    if (!python) return console.warn('Skipped: no python3 on PATH to check the proofs with.');
    const path = join(folder, 'bundle.json');
    const check = async (content: object) => {
      await writeFile(path, JSON.stringify({ publicKey: writeVerifier(keys.verifier), ...content }));
      return execFileSync(python, ['docs/check_audit_proofs.py', path], { encoding: 'utf8', stdio: 'pipe' });
    };
    expect(await check(bundle)).toMatch(/^633 events .*BY ITS OWN KEY/);
    const wrongly = (...args: string[]) =>
      spawnSync(python, ['docs/check_audit_proofs.py', ...args], { encoding: 'utf8' });
    for (const [args, said] of [
      [[], 'bundle.json KEY'],
      [[join(folder, 'nothing.json')], 'is no export that can be read, or KEY'],
      [[path, 'key.txt'], 'name+id+key'],
    ] as const) {
      const { status, stderr } = wrongly(...args);
      expect([status, stderr]).toEqual([1, expect.stringContaining(said)]);
      expect(stderr).not.toContain('Traceback');
    }
    const [first, ...others] = bundle.entries;
    if (!first) throw new Error('no entry');
    const changed = { ...first, leaf: first.leaf.replace('bulk', 'bulg') };
    await expect(check({ ...bundle, entries: [changed, ...others] })).rejects.toThrow('place 0');
    const [last] = bundle.entries.slice(-1);
    if (!last) throw new Error('no entry');
    for (const change of [
      { position: last.position + bundle.entries.length },
      { position: -1 },
      { position: last.position + 0.5 },
      { position: 0 },
      { proof: last.proof.slice(1) },
      { proof: [...last.proof, ...last.proof.slice(0, 1)] },
    ])
      await expect(check({ ...bundle, entries: [{ ...last, ...change }] })).rejects.toThrow('at place');
    await db.owner.query("SELECT set_config('app.role', 'SYSTEM', false)");
    await db.owner.query(
      "INSERT INTO audit_log (action, object_type, mac) VALUES ('never', 'test', decode(repeat('ab', 32), 'hex'))",
    );
    await seal();
    await append('honest');
    await seal();
    const { rows } = await db.owner.query("SELECT id FROM audit_log WHERE action = 'never'");
    const later = await asProduct((tx) => proveRecords(tx, { from: '2020-01-01T00:00:00Z' }, [keys]));
    expect(later.leftOut).toEqual([rows[0].id]);
    expect(await check(later)).toMatch(/^634 events /);
    // Whoever has the database can make such a bundle without us.
    await tamper("UPDATE audit_checkpoints SET note = replace(note, 'unauthentic ' || $1, 'unauthentic -')", [
      rows[0].id,
    ]);
    const { entries } = await asProduct((tx) => proveRecords(tx, { recordId: rows[0].id }, []));
    await expect(check({ ...later, entries })).rejects.toThrow('FORGED');
    const note = bundle.checkpoint.replace(/\n633\n/, '\n634\n');
    await expect(check({ ...bundle, checkpoint: note })).rejects.toThrow('signature');
  });
});

/** The program itself: what PATH names may be a script that looks for it, each time for longer than it runs. */
function findPython(): string | null {
  try {
    return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}
