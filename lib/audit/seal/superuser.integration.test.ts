import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { appendAudit } from '../append';
import { digestOf, readCheckpoint, writeCheckpoint } from './checkpoint';
import { copyCheckpoints } from './copies';
import { copyFile, fileTarget, readCopyFile } from './file-target';
import type { Finding } from './findings';
import { forgetCopy } from './forget-copy';
import { auditKeys } from './keys';
import { proveRecords } from './proof';
import { sealBatch } from './seal';
import { verifyTrail } from './verify';

// What somebody can do who owns the server, beyond changing and deleting rows: take away what the tables rest on.
const system = { userId: null, role: 'SYSTEM', institutionId: null } as const;
const keys = auditKeys();
const stranger = auditKeys(Buffer.alloc(32, 9).toString('base64'), []);
let db: TestDatabase;
let owner: Database;
let folder: string;

beforeAll(async () => {
  db = await testDatabase();
  owner = openDatabase(db.ownerUrl, 1);
  folder = await mkdtemp(join(tmpdir(), 'syllabase-superuser-'));
});
afterAll(async () => {
  await owner.close();
  await db.close();
  await rm(folder, { recursive: true });
});

const asProduct = <T>(run: (tx: Transaction) => Promise<T>) => db.database.transaction(system, run);
const person = { userId: randomUUID(), institutionId: randomUUID() };
const somebody = { ...person, role: 'ADMIN', displayName: 'Somebody' } as const;
const say = (tx: Transaction, action: string) => appendAudit(tx, somebody, { action, objectType: 'test' });
const append = (...actions: string[]) =>
  asProduct(async (tx) => {
    for (const action of actions) await say(tx, action);
  });
const unsealed = statement(
  'test.unsealed-so-far',
  'SELECT 1 FROM audit_log a WHERE NOT EXISTS (SELECT 1 FROM audit_leaves l WHERE l.record_id = a.id)',
);
/** Seals all there is; open transactions of other tests on the server can hold the sealer back for a while. */
async function seal(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    await asProduct((tx) => sealBatch(tx));
    if ((await asProduct((tx) => tx.rows(unsealed))).length === 0) return;
    await sleep(50);
  }
}
async function sealed(...actions: string[]): Promise<void> {
  await append(...actions);
  await seal();
}
const copy = () => copyCheckpoints(asProduct, [fileTarget(folder)]);

const [alone, withCopy, byKeys] = ['the public key alone', 'a copy', 'the keys'] as const;
type How = typeof alone | typeof withCopy | typeof byKeys;
const verify = async (tx: Transaction, how: How): Promise<Finding[]> => {
  const { findings, holds } = await verifyTrail(tx, {
    verifier: keys.verifier,
    copies: how === withCopy ? readCopyFile(copyFile(folder)) : undefined,
    own: how === byKeys ? [keys] : undefined,
  });
  expect(holds).toBe(findings.length === 0);
  return findings;
};

class Undone extends Error {}
const run = (tx: Transaction, sql: string) => tx.rows({ name: '', text: sql });
/** Does something as a superuser whom no trigger stops, looks, and undoes it. */
async function tampered<T>(steps: string[], look: (tx: Transaction) => Promise<T>): Promise<T> {
  let seen: { value: T } | undefined;
  await owner
    .transaction(system, async (tx) => {
      await run(tx, "SET LOCAL session_replication_role = 'replica'");
      for (const sql of steps) await run(tx, sql);
      seen = { value: await look(tx) };
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  if (!seen) throw new Error('nothing was looked at');
  return seen.value;
}
const found = (how: How, ...steps: string[]) => tampered(steps, (tx) => verify(tx, how));
const idOf = async (action: string): Promise<string> =>
  (await db.owner.query('SELECT id FROM audit_log WHERE action = $1', [action])).rows[0]?.id;

it('before the first seal, a row in the form of those from before there were MACs is named', async () => {
  await db.owner.query("SET session_replication_role = 'replica'");
  await db.owner.query(
    "INSERT INTO audit_log (action, object_type, transaction_id) VALUES ('never', 'test', NULL)",
  );
  const named = [{ kind: 'forged', recordId: await idOf('never') }];
  expect(await asProduct((tx) => verify(tx, byKeys))).toMatchObject(named);
  // Another process's, since the tables are emptied below.
  const another = openDatabase(db.url, 1);
  await another.transaction(system, (tx) => say(tx, 'honest'));
  await another.close();
  await seal();
  expect(await asProduct((tx) => verify(tx, alone))).toMatchObject(named);
  for (const table of ['log', 'leaves', 'checkpoints']) await db.owner.query(`TRUNCATE audit_${table}`);
  await db.owner.query('RESET session_replication_role');
});

describe('in a sealed trail', () => {
  beforeAll(async () => {
    await sealed('a', 'b', 'c');
    await sealed(...Array.from({ length: 297 }, (_, n) => `bulk.${n}`));
    await copy();
  });

  it('nothing is found as long as nobody does anything', async () => {
    for (const how of [alone, withCopy, byKeys]) expect(await found(how)).toEqual([]);
  });

  it('a row does not hide behind a place before the first one', async () => {
    const findings = await found(
      alone,
      `WITH forged AS (INSERT INTO audit_log (action, object_type, transaction_id) SELECT 'never', 'test', min(transaction_id)
         FROM audit_log RETURNING id, occurred_at)
       INSERT INTO audit_leaves SELECT -1, id, occurred_at, '\\x00' FROM forged`,
    );
    expect(findings).toMatchObject([{ kind: 'forged', recordId: expect.any(String) }]);
  });

  it.each([alone, withCopy, byKeys])('nor in no place at all, with %s', async (how) => {
    const steps = [
      'ALTER TABLE audit_leaves DROP CONSTRAINT audit_leaves_pkey',
      'ALTER TABLE audit_leaves ALTER position DROP NOT NULL',
    ];
    const add = (what: string) =>
      `WITH forged AS (INSERT INTO audit_log (action, object_type, mac, transaction_id)
         SELECT action, object_type, mac, transaction_id FROM (${what}) w RETURNING id, occurred_at)
       INSERT INTO audit_leaves SELECT NULL, id, occurred_at, '\\x00' FROM forged`;
    for (const what of [
      "SELECT 'never' AS action, 'test' AS object_type, NULL::bytea AS mac, min(transaction_id) AS transaction_id FROM audit_log",
      "SELECT * FROM audit_log WHERE action = 'b'",
    ]) {
      const findings = await found(how, ...steps, add(what));
      expect(findings).toContainEqual(
        expect.objectContaining({
          kind: 'replaced',
          note: expect.stringContaining('audit_leaves has lost its key'),
        }),
      );
      expect(findings).toContainEqual(
        expect.objectContaining({ kind: 'forged', recordId: expect.any(String) }),
      );
    }
  });

  it('a checkpoint of no size stops neither who checks nor who seals', async () => {
    const steps = [
      'ALTER TABLE audit_checkpoints DROP CONSTRAINT audit_checkpoints_pkey',
      'ALTER TABLE audit_checkpoints ALTER size DROP NOT NULL',
      "INSERT INTO audit_checkpoints SELECT NULL, 'x', 0, peaks, 0 FROM audit_checkpoints LIMIT 1",
    ];
    expect(await found(alone, ...steps)).toMatchObject([
      { kind: 'replaced', note: expect.stringContaining('audit_checkpoints has lost its key') },
    ]);
    expect(await tampered(steps, (tx) => sealBatch(tx))).toBe(0);
  });

  it('nor does a transaction from before all others hide a row where the horizon was moved', async () => {
    const findings = await found(
      byKeys,
      "INSERT INTO audit_log (action, object_type, transaction_id) VALUES ('never', 'test', -5)",
      'UPDATE audit_checkpoints SET horizon = 9000000000000',
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'forged', note: expect.stringContaining('added') }),
    );
  });

  it('nor in the same month before Christ, together with its place', async () => {
    const id = await idOf('b');
    const longAgo = (column: string) =>
      `${column} = (to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00 BC')::timestamptz`;
    const findings = await found(
      alone,
      "CREATE TABLE long_ago PARTITION OF audit_log FOR VALUES FROM ('4000-01-01 BC') TO ('1000-01-01')",
      `UPDATE audit_log SET ${longAgo('occurred_at')} WHERE id = '${id}'`,
      `UPDATE audit_leaves SET ${longAgo('occurred_at')} WHERE record_id = '${id}'`,
    );
    expect(findings).toMatchObject([{ kind: 'altered', recordId: id }]);
  });

  it('nor beside another one with the same id and moment, where the keys of the table were taken away', async () => {
    const recordId = await idOf('b');
    for (const how of [alone, withCopy]) {
      const findings = await found(
        how,
        'ALTER TABLE audit_log DROP CONSTRAINT audit_log_occurred_at_id_pk',
        `INSERT INTO audit_log (id, occurred_at, action, object_type, transaction_id)
         SELECT id, occurred_at, 'never', 'test', transaction_id FROM audit_log WHERE action = 'b'`,
      );
      expect(findings).toContainEqual(expect.objectContaining({ kind: 'replayed', recordId }));
      const others = findings.filter((finding) => finding.recordId !== recordId);
      expect(others).not.toEqual([]);
      for (const { note } of others) expect(note).toMatch(/^audit_log\w* has lost its key/);
    }
  });

  it.each<[FindingKindAt, ...string[]]>([
    [['resealed', 1], "UPDATE audit_leaves SET occurred_at = 'infinity' WHERE position = 1"],
    [
      ['altered', 1],
      'ALTER TABLE audit_leaves ALTER hash DROP NOT NULL',
      'UPDATE audit_leaves SET hash = NULL WHERE position = 1',
    ],
    [['altered', 1], "UPDATE audit_leaves SET hash = '\\x' WHERE position = 1"],
    [
      ['checkpoint-forged', 2],
      'ALTER TABLE audit_checkpoints ALTER note DROP NOT NULL',
      'UPDATE audit_checkpoints SET note = NULL',
    ],
    [
      ['resealed', 3],
      "UPDATE audit_checkpoints SET peaks = decode(repeat('11', octet_length(peaks)), 'hex')",
    ],
    [['resealed', 768], "INSERT INTO audit_nodes VALUES (8, 3, decode(repeat('11', 32), 'hex'))"],
    [
      ['resealed', 300],
      "INSERT INTO audit_checkpoints SELECT 9007199254740991, 'x', 0, peaks, 0 FROM audit_checkpoints LIMIT 1",
    ],
  ])('damage does not stop who checks: %s', async ([kind, position], ...steps) => {
    expect(await found(alone, ...steps)).toContainEqual(expect.objectContaining({ kind, position }));
  });

  it.each([
    [
      'audit_log is a view',
      'ALTER TABLE audit_log RENAME TO true_log',
      'CREATE VIEW audit_log AS SELECT * FROM true_log',
    ],
    ['audit_nodes is not there', 'DROP TABLE audit_nodes'],
    [
      'the rule quiet on audit_log is not the product’s',
      "CREATE RULE quiet AS ON INSERT TO audit_log WHERE NEW.action = 'x' DO INSTEAD NOTHING",
    ],
    [
      'the trigger quiet on audit_leaves is not the product’s',
      `CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
      'CREATE TRIGGER quiet BEFORE INSERT ON audit_leaves FOR EACH ROW EXECUTE FUNCTION skip()',
    ],
    [
      'the trigger refuse_change on audit_leaves is not the product’s',
      `CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM audit_leaves WHERE position = NEW.position; RETURN NULL; END'`,
      'DROP TRIGGER refuse_change ON audit_leaves',
      'CREATE TRIGGER refuse_change AFTER INSERT ON audit_leaves FOR EACH ROW EXECUTE FUNCTION swallow()',
    ],
    [
      'the function app_role, which policies ask, is not the product’s',
      "CREATE OR REPLACE FUNCTION app_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE RETURN 'SYSTEM'",
    ],
    [
      'the function app_role, which policies ask, is not the product’s',
      "CREATE OR REPLACE FUNCTION app_role() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS 'BEGIN RETURN current_setting(''app.role''); END'",
    ],
    [
      'audit_nodes is not written to the log: a crash empties it',
      'DROP TABLE audit_nodes',
      'CREATE UNLOGGED TABLE audit_nodes (level smallint, number bigint, hash bytea)',
    ],
  ])('what stands in the place of the trail is named: %s', async (note, ...steps) => {
    expect(await found(alone, ...steps)).toContainEqual(expect.objectContaining({ kind: 'replaced', note }));
  });

  it.each([
    [
      'no details',
      "ALTER TABLE audit_log ALTER details DROP NOT NULL; UPDATE audit_log SET details = NULL WHERE action = 'b'",
    ],
    [
      'deep details',
      `UPDATE audit_log SET details = (repeat('{"a": ', 900) || '1' || repeat('}', 900))::jsonb WHERE action = 'b'`,
    ],
    [
      'long details',
      `UPDATE audit_log SET details = jsonb_build_object('a', repeat('x', 30000000)) WHERE action = 'b'`,
    ],
  ])('nor does a row with %s stop who checks', async (_what, sql) => {
    const recordId = await idOf('b');
    expect(await found(alone, ...sql.split('; '))).toMatchObject([{ kind: 'altered', recordId }]);
  });

  it('a leaf in a child of the leaves’ table is no hiding place either, also at the end of what is read at once', async () => {
    const findings = await found(
      byKeys,
      'CREATE TABLE stash () INHERITS (audit_leaves)',
      `WITH forged AS (INSERT INTO audit_log (action, object_type, transaction_id) SELECT 'never', 'test', min(transaction_id)
         FROM audit_log RETURNING id, occurred_at)
       INSERT INTO stash SELECT 299, id, occurred_at, '\\x00' FROM forged`,
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ note: 'the child stash on audit_leaves is not the product’s' }),
    );
  });

  it('operators and functions of another schema are not asked', async () => {
    const findings = await found(
      byKeys,
      'ALTER TABLE audit_log RENAME TO true_log',
      'CREATE VIEW audit_log AS SELECT * FROM true_log',
      `CREATE FUNCTION same(oid, regclass) RETURNS boolean LANGUAGE sql IMMUTABLE AS
         $f$ SELECT $1::text = CASE $2::text WHEN 'audit_log' THEN 'true_log'::regclass::oid ELSE $2::oid END::text $f$`,
      'CREATE OPERATOR public.= (LEFTARG = oid, RIGHTARG = regclass, FUNCTION = same)',
    );
    expect(findings).toContainEqual(expect.objectContaining({ note: 'audit_log is a view' }));
  });

  it.each([
    [
      'audit_log has other columns than the product gave it',
      "ALTER TABLE audit_log ALTER ip_address TYPE text USING '6.6.6.6|' || ip_address",
      "CREATE FUNCTION public.abbrev(text) RETURNS text LANGUAGE sql AS $f$ SELECT split_part($1, '|', 2) $f$",
    ],
    [
      'audit_log has other columns than the product gave it',
      'ALTER TABLE audit_log DROP COLUMN request_id',
      "ALTER TABLE audit_log ADD COLUMN request_id text GENERATED ALWAYS AS ('forged') STORED",
    ],
    [
      'the cast from jsonb to text is not the server’s',
      "CREATE FUNCTION honest(jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $f$ SELECT '{}' $f$",
      'CREATE CAST (jsonb AS text) WITH FUNCTION honest(jsonb)',
    ],
    ['audit_actors lacks 1 of the names by which people are found in the trail', 'DELETE FROM audit_actors'],
    [
      'audit_actions lacks 1 of the actions by which events are found in the trail',
      'DELETE FROM audit_actions WHERE action = (SELECT min(action) FROM audit_log)',
    ],
  ])('nor is something else shown to whoever checks than to others: %s', async (note, ...steps) => {
    const findings = await found(byKeys, ...steps).catch((fault: Error) => fault.message);
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'replaced', note }));
  });

  it('a row in another month’s partition, where nobody looks for it, is told', async () => {
    const { rows } = await db.owner.query<{ name: string; from: string; until: string }>(
      `SELECT c.relname AS name, b[1] AS from, b[2] AS until FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       CROSS JOIN LATERAL regexp_match(pg_get_expr(c.relpartbound, c.oid), $$FROM \\('([^']+)'\\) TO \\('([^']+)'\\)$$) b
       WHERE i.inhparent = 'audit_log'::regclass ORDER BY 1 DESC LIMIT 1`,
    );
    const [{ name, from, until } = { name: '', from: '', until: '' }] = rows;
    const bounds = `occurred_at >= '${from}' AND occurred_at < '${until}'`;
    const findings = await found(
      byKeys,
      `ALTER TABLE audit_log DETACH PARTITION ${name}`,
      `INSERT INTO ${name} (id, occurred_at, action, object_type, transaction_id)
         SELECT id, occurred_at, 'shown', object_type, transaction_id FROM audit_log WHERE action = 'b'`,
      `ALTER TABLE ${name} ADD CONSTRAINT bounds CHECK (${bounds}) NOT VALID`,
      "UPDATE pg_constraint SET convalidated = true WHERE conname = 'bounds'",
      `ALTER TABLE audit_log ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${until}')`,
    );
    expect(findings).toContainEqual(expect.objectContaining({ note: `${name} holds rows of another month` }));
  });

  // An owner who is no superuser sees what policies let him see.
  it.each([
    ['hide', "CREATE POLICY hide ON audit_log AS RESTRICTIVE FOR SELECT USING (action <> 'never')"],
    ['more', "CREATE POLICY more ON audit_leaves FOR SELECT USING (app_role() = 'ADMIN')"],
    [
      'audit_log_read',
      "ALTER POLICY audit_log_read ON audit_log USING (action <> 'never' AND (student_id IS NULL OR (SELECT app_role()) = 'SYSTEM'))",
    ],
    [
      'sealer',
      "ALTER POLICY sealer ON audit_leaves USING ((SELECT app_role()) = 'SYSTEM' AND position < 300)",
    ],
    [
      'audit_log_read',
      "ALTER POLICY audit_log_read ON audit_log USING (student_id IS NULL AND (SELECT app_role()) = 'SYSTEM')",
    ],
  ])('nor is a row hidden from whoever checks by a policy: %s', async (policy, sql) => {
    const forged = `INSERT INTO audit_log (action, object_type, transaction_id) SELECT 'never', 'test', min(transaction_id) FROM audit_log`;
    const role = `SET LOCAL ROLE ${new URL(db.url).username}`;
    expect(await found(alone, forged, role)).toMatchObject([{ kind: 'forged' }]);
    expect(await found(alone, forged, sql, role)).toContainEqual(
      expect.objectContaining({
        kind: 'replaced',
        note: expect.stringContaining(`the policy ${policy} on `),
      }),
    );
  });

  it('another schema, for whoever checks, is not looked into', async () => {
    const findings = await found(
      alone,
      'CREATE SCHEMA decoy',
      'CREATE TABLE decoy.audit_log AS SELECT * FROM audit_log',
      "UPDATE audit_log SET action = 'changed' WHERE action = 'b'",
      'SET LOCAL search_path = decoy, public',
    );
    expect(findings).toMatchObject([{ kind: 'altered', recordId: await idOf('b') }]);
  });

  it('roots that proofs are made of are checked, and no false proof leaves', async () => {
    const prove = (tx: Transaction) => proveRecords(tx, { from: '2020-01-01T00:00:00Z' }, [keys]);
    expect((await tampered([], prove)).entries).toHaveLength(300);
    const change = "UPDATE audit_nodes SET hash = decode(repeat('ab', 32), 'hex')";
    expect(await found(alone, change)).toMatchObject([{ kind: 'resealed', position: 0 }]);
    expect(await found(alone, 'DELETE FROM audit_nodes')).toMatchObject([{ kind: 'resealed', position: 0 }]);
    await expect(tampered([change], prove)).rejects.toThrow('verify the trail');
    const alter = "UPDATE audit_log SET action = 'changed' WHERE action = 'b'";
    await expect(tampered([alter], prove)).rejects.toThrow(await idOf('b'));
  });

  it('everything written anew with another key is believed by nobody who has the public one', async () => {
    const { rows } = await db.owner.query<{ size: string; note: string }>(
      'SELECT size, note FROM audit_checkpoints ORDER BY size',
    );
    let previous = '';
    const steps = rows.map(({ size, note }) => {
      const checkpoint = readCheckpoint(note, keys.verifier);
      if (!checkpoint) throw new Error('no checkpoint');
      const forged = writeCheckpoint({ ...checkpoint, previous }, stranger);
      previous = digestOf(forged);
      return `UPDATE audit_checkpoints SET note = $n$${forged}$n$ WHERE size = ${size}`;
    });
    for (const how of [alone, withCopy])
      expect((await found(how, ...steps))[0]).toMatchObject({ kind: 'checkpoint-forged', position: 2 });
    await expect(tampered(steps, (tx) => sealBatch(tx))).rejects.toThrow('not signed with this MASTER_KEY');
  });

  it('a place for copies that was given up is not missed any more, once the owner says so', async () => {
    const target = `file ${copyFile(folder)}`;
    await expect(asProduct((tx) => forgetCopy(tx, target))).rejects.toMatchObject({ code: '42501' });
    await expect(tampered([], (tx) => forgetCopy(tx, 'file /elsewhere'))).rejects.toThrow(target);
    const left = await tampered([], async (tx) => {
      await forgetCopy(tx, target);
      return run(
        tx,
        "SELECT 1 FROM audit_copies UNION ALL SELECT 1 FROM audit_log WHERE action = 'audit.copy-forgotten'",
      );
    });
    expect(left).toHaveLength(1);
  });

  it.each([
    ['gone', 'DELETE FROM audit_leaves WHERE position >= 301'],
    ['changed', "UPDATE audit_leaves SET hash = decode(repeat('ab', 32), 'hex') WHERE position = 301"],
  ])('a copy takes nothing whose rows are %s since they were signed, and says so', async (_what, sql) => {
    if ((await idOf('late')) === undefined) await sealed('late', 'later');
    const whole = await readFile(copyFile(folder), 'utf8');
    const faults = await tampered([sql], async (tx) => {
      await copyCheckpoints((work) => work(tx), [fileTarget(folder)]);
      return run(tx, 'SELECT fault FROM audit_copies');
    });
    expect(faults).toMatchObject([{ fault: expect.stringContaining('not those that were signed') }]);
    expect(await readFile(copyFile(folder), 'utf8')).toBe(whole);
  });

  it('a copy that was taken away is made anew, and the trail says that it was gone', async () => {
    await copy();
    await rm(copyFile(folder));
    await copy();
    await copy();
    const { rows } = await db.owner.query(
      "SELECT outcome, details FROM audit_log WHERE action = 'audit.copy-lost'",
    );
    expect(rows).toEqual([
      { outcome: 'FAILED', details: { target: `file ${copyFile(folder)}`, had: 302, found: 0 } },
    ]);
    await seal();
    await copy();
    expect(await found(withCopy)).toEqual([]);
  });

  it('a row that the product wrote and the sealer passes over, by a moved horizon, is told from a forged one', async () => {
    await append('waiting');
    const move = 'UPDATE audit_checkpoints SET horizon = (SELECT max(transaction_id) + 1 FROM audit_log)';
    const recordId = await idOf('waiting');
    expect(await found(byKeys, move)).toMatchObject([{ kind: 'passed-over', recordId }]);
    expect(await found(alone, move)).toMatchObject([{ kind: 'forged', recordId }]);
  });

  it('a trigger that swallows events makes whoever does something fail', async () => {
    await db.owner.query(
      `CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    );
    await db.owner.query(
      "CREATE TRIGGER quiet BEFORE INSERT ON audit_log FOR EACH ROW WHEN (NEW.action = 'secret') EXECUTE FUNCTION skip()",
    );
    await append('open');
    await expect(append('open', 'secret')).rejects.toThrow('did not write what it was given');
  });

  it('a rule that swallows events does so as well, and nobody fails once it is gone', async () => {
    await append('before');
    await db.owner.query('CREATE RULE quiet AS ON INSERT TO audit_log DO INSTEAD NOTHING');
    for (let n = 0; n < 3; n++)
      await expect(append('swallowed')).rejects.toThrow('did not write what it was given');
    await db.owner.query('DROP RULE quiet ON audit_log');
    for (let n = 0; n < 3; n++) await append('after');
  });
});

type FindingKindAt = [kind: Finding['kind'], position: number | null];
