import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../client';
import {
  administratorOf,
  denied,
  nobody,
  openTwoSchools,
  studentOf,
  teacherOf,
} from '../testing/two-schools';

const { db, north, ask, close } = await openTwoSchools();
afterAll(close);

const system: Identity = { userId: null, role: 'SYSTEM', institutionId: null };
const people: [who: string, identity: Identity][] = [
  ['nobody', nobody],
  ['the student', studentOf(north, 0)],
  ['the teacher', teacherOf(north)],
  ['the administrator', administratorOf(north)],
];
const settings = '$argon2id$v=19$m=19456,t=2,p=1$+VMkrCibu//nmfq1KahR0g';
const kept = `${settings}$FtWhIX1yvei2MSmvpTygpgNilch3jKu41/Svmbn2ZZ8`;
const [studentId = ''] = north.studentIds;
let email = '';

beforeAll(async () => {
  const set = 'UPDATE users SET password_hash = $1 WHERE id = $2 RETURNING email';
  email = (await db.owner.query(set, [kept, studentId])).rows[0].email;
  await db.owner.query('ANALYZE users');
});

const settingsOf = async (identity: Identity, address = email) =>
  (await ask<{ settings: string | null }>(identity, 'SELECT password_settings($1) AS settings', [address]))[0]
    ?.settings;
const opens = async (identity: Identity, offered: string, address = email) =>
  (await ask<{ opens: boolean }>(identity, 'SELECT password_opens($1, $2) AS opens', [address, offered]))[0]
    ?.opens;

describe('the hash of a password', () => {
  it.each([['the product', system] as const, ...people])('is not read by %s', async (_who, identity) => {
    for (const sql of [
      'SELECT password_hash FROM users',
      'SELECT * FROM users',
      'SELECT u FROM users u',
      'SELECT to_jsonb(u) FROM users u',
      'SELECT id FROM users ORDER BY password_hash',
      "SELECT id FROM users WHERE password_hash LIKE '$argon2id%'",
      'UPDATE users SET display_name = password_hash',
      "UPDATE users SET password_hash = 'x' RETURNING password_hash",
      'COPY users TO STDOUT',
      'COPY users (password_hash) TO STDOUT',
      'TABLE users',
    ])
      await expect(ask(identity, sql), sql).rejects.toMatchObject({ code: denied });
    const guessed = "SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'users' AND attname = $1";
    expect(await ask(identity, guessed, ['password_hash'])).toEqual([]);
  });

  it.each([['the product', system] as const, ...people])('is not written by %s', async (_who, identity) => {
    for (const sql of [
      "UPDATE users SET password_hash = 'x'",
      "UPDATE users SET (display_name, password_hash) = ('x', 'x')",
      'UPDATE users SET password_hash = NULL WHERE email IS NULL',
      "INSERT INTO users (role, display_name, password_hash) VALUES ('ADMIN', 'x', 'x')",
      "INSERT INTO users (role, display_name, password_hash) VALUES ('ADMIN', 'x', DEFAULT)",
      `INSERT INTO users (id, role, display_name) SELECT id, 'ADMIN', 'x' FROM users
       ON CONFLICT (id) DO UPDATE SET password_hash = 'x'`,
      `MERGE INTO users u USING (SELECT gen_random_uuid() AS id) n ON u.id = n.id
       WHEN NOT MATCHED THEN INSERT (role, display_name, password_hash) VALUES ('ADMIN', 'x', 'x')`,
      'COPY users (role, display_name, password_hash) FROM STDIN',
    ])
      await expect(ask(identity, sql), sql).rejects.toMatchObject({ code: denied });
  });

  it('is taken away of an account that is gone, by the product alone', async () => {
    const hash = async () =>
      (await db.owner.query('SELECT password_hash AS hash FROM users WHERE id = $1', [studentId])).rows[0]
        .hash;
    const forget = (identity: Identity) => ask(identity, 'SELECT forget_password($1)', [studentId]);
    await forget(system);
    expect(await hash()).toBe(kept);
    await db.owner.query('UPDATE users SET deleted_at = now() WHERE id = $1', [studentId]);
    for (const [, identity] of people) await forget(identity);
    expect(await hash()).toBe(kept);
    await forget(system);
    expect(await hash()).toBeNull();
    await db.owner.query('UPDATE users SET deleted_at = NULL, password_hash = $2 WHERE id = $1', [
      studentId,
      kept,
    ]);
  });

  it('is the only column that the application does not read, in any table', async () => {
    const { rows } = await db.owner.query<{ column: string }>(
      `SELECT c.relname || '.' || a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND a.attnum > 0 AND NOT a.attisdropped AND NOT has_column_privilege('syllabase_runtime', c.oid, a.attnum, 'SELECT')`,
    );
    expect(rows.map(({ column }) => column)).toEqual(['users.password_hash']);
  });

  it('is the only thing kept that opens an account', async () => {
    const { rows } = await db.owner.query<{ column: string }>(
      `SELECT c.relname || '.' || a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attname ~ 'password|secret|token|totp|otp_|recovery|api_key|credential'`,
    );
    expect(rows.map(({ column }) => column)).toEqual(['users.password_hash']);
  });
});

describe('what is asked about it', () => {
  it('is how to hash, and whether the outcome is right: of one address, to the product alone', async () => {
    expect(await settingsOf(system)).toBe(settings);
    expect(await opens(system, kept)).toBe(true);
    for (const [who, identity] of people)
      expect([who, await settingsOf(identity), await opens(identity, kept)]).toEqual([who, null, false]);
  });

  it('is denied for anything but all of it', async () => {
    for (const offered of ['', settings, `${kept} `, kept.slice(0, -1), kept.toUpperCase(), '%'])
      expect([offered, await opens(system, offered)]).toEqual([offered, false]);
    expect(await opens(system, kept, `nobody-${email}`)).toBe(false);
    expect(await opens(system, kept, '%')).toBe(false);
  });

  it('is nothing for an account without a password, one that rests, and one that is gone', async () => {
    const second = north.studentIds[1];
    const other = (await db.owner.query('SELECT email FROM users WHERE id = $1', [second])).rows[0].email;
    expect([await settingsOf(system, other), await opens(system, '', other)]).toEqual([null, false]);
    for (const column of ['disabled_at', 'deleted_at']) {
      await db.owner.query(`UPDATE users SET ${column} = now() WHERE id = $1`, [studentId]);
      expect([column, await settingsOf(system), await opens(system, kept)]).toEqual([column, null, false]);
      await db.owner.query(`UPDATE users SET ${column} = NULL WHERE id = $1`, [studentId]);
    }
  });

  it('is not for whoever is no role of the product', async () => {
    const { rows } = await db.owner.query<{ name: string; open: boolean }>(
      `SELECT p.proname AS name, bool_or(a.grantee = 0) AS open FROM pg_proc p, aclexplode(p.proacl) a
       WHERE p.proname IN ('password_settings', 'password_opens', 'forget_password') GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { name: 'forget_password', open: false },
      { name: 'password_opens', open: false },
      { name: 'password_settings', open: false },
    ]);
  });
});
