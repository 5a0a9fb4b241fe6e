import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '@/db/client';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { changePassword, createAccount, disableAccount } from './accounts';
import { authenticate, type Outcome } from './authenticate';
import { hashPassword, parameters } from './passwords';
import { attemptKeys, limits, purgeAttempts, reserveAttempt } from './rate-limit';
import { asSystem } from './transaction';

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return { ...real, hash: vi.fn(real.hash) };
});

process.env.AUTH_SECRET = 'a secret for the tests of signing in';

const password = 'a long enough password';
const ada = 'ada@demo.test';
let db: TestDatabase;
/** Who may write a password. */
let owner: Database;
let adaId: string;
let since: string;

const signIn = (email: string, typed: string, address: string | null = '192.0.2.1'): Promise<Outcome> =>
  authenticate({ email, password: typed, address }, db.database);
const kinds = (outcomes: Outcome[]) => outcomes.map(({ kind }) => kind);
const times = <T>(count: number, run: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => run(i)));
const audited = async () =>
  (
    await db.owner.query(
      "SELECT * FROM audit_log WHERE action LIKE 'session.%' AND occurred_at >= $1::timestamptz",
      [since],
    )
  ).rows;
const later = (minutes: number) =>
  db.owner.query(
    `UPDATE sign_in_attempts SET window_started_at = window_started_at - make_interval(mins => $1),
       locked_until = locked_until - make_interval(mins => $1)`,
    [minutes],
  );

beforeAll(async () => {
  db = await testDatabase();
  owner = openDatabase(db.ownerUrl, 1);
  const { rows } = await db.owner.query<{ id: string }>(
    "INSERT INTO institutions (name, slug) VALUES ('North', 'north') RETURNING id",
  );
  const passwordHash = await hashPassword(password);
  const person = {
    displayName: 'Ada',
    role: 'STUDENT' as const,
    institutionId: rows[0]?.id ?? '',
    passwordHash,
  };
  adaId = await asSystem((tx) => createAccount(tx, null, { ...person, email: ada }), owner);
  const goneId = await asSystem(
    (tx) => createAccount(tx, null, { ...person, email: 'gone@demo.test' }),
    owner,
  );
  await asSystem((tx) => disableAccount(tx, null, goneId), db.database);
});

afterAll(async () => {
  await owner.close();
  await db.close();
});

beforeEach(async () => {
  await db.owner.query('TRUNCATE sign_in_attempts');
  since = (await db.owner.query('SELECT clock_timestamp()::text AS now')).rows[0].now;
});

describe('signing in by password', () => {
  it('admits the right password and writes who came', async () => {
    expect(await signIn(ada, password)).toEqual({
      kind: 'admitted',
      session: { userId: adaId, sessionVersion: 1 },
    });
    expect(await audited()).toMatchObject([
      { action: 'session.create', actor_id: adaId, object_id: adaId, ip_address: '192.0.2.1' },
    ]);
    const { rows } = await db.owner.query(
      'SELECT array_agg(id) AS ids FROM users WHERE last_active_at IS NOT NULL',
    );
    expect(rows).toEqual([{ ids: [adaId] }]);
  });

  it('answers alike for a wrong password, a stranger and a disabled account', async () => {
    const outcomes = [
      await signIn(ada, 'wrong password'),
      await signIn('stranger@demo.test', 'wrong password'),
      await signIn('gone@demo.test', password),
    ];
    expect(outcomes).toEqual([{ kind: 'refused' }, { kind: 'refused' }, { kind: 'refused' }]);
  });

  it('keeps neither passwords nor strangers’ addresses in the trail or the counters', async () => {
    await signIn('stranger@demo.test', 'my secret phrase');
    const { rows: counters } = await db.owner.query('SELECT * FROM sign_in_attempts');
    const trail = await audited();
    expect(trail).toMatchObject([{ action: 'session.refused', outcome: 'DENIED', object_id: null }]);
    expect(JSON.stringify([trail, counters])).not.toMatch(/stranger|secret phrase/);
    expect(JSON.stringify(counters)).not.toContain('192.0.2.1');
  });

  it('works as hard for a stranger and for a disabled account as for a wrong password', async () => {
    const workOf = async (email: string) => {
      vi.mocked(hash).mockClear();
      await signIn(email, 'wrong password');
      return vi.mocked(hash).mock.calls.map(([typed, settings]) => {
        const { salt, ...cost } = settings ?? {};
        return { typed, cost, salt: salt?.length };
      });
    };
    const known = await workOf(ada);
    expect(known).toEqual([{ typed: 'wrong password', cost: parameters, salt: 16 }]);
    for (const email of ['stranger@demo.test', 'gone@demo.test']) expect(await workOf(email)).toEqual(known);
  });
});

describe('the limit of an account', () => {
  it.each([ada, 'stranger@demo.test'])(
    'locks %s after five failures, and the right password with it',
    async (email) => {
      for (let i = 0; i < limits.account.failures; i += 1) {
        expect(await signIn(email, 'wrong password')).toEqual({ kind: 'refused' });
      }
      expect(await signIn(email, password)).toEqual({ kind: 'locked' });
      const trail = await audited();
      expect(trail.filter(({ action }) => action === 'session.refused')).toHaveLength(5);
      expect(trail.filter(({ action }) => action === 'session.locked')).toMatchObject([
        { outcome: 'DENIED', details: { limit: 'account' } },
      ]);
    },
  );

  it('holds when all attempts come at the same moment', async () => {
    const outcomes = kinds(await times(20, () => signIn(ada, 'wrong password')));
    expect(outcomes.filter((kind) => kind === 'refused')).toHaveLength(limits.account.failures);
    expect(outcomes.filter((kind) => kind === 'locked')).toHaveLength(20 - limits.account.failures);
    expect(await audited()).toHaveLength(20);
  });

  it('holds for several servers at once, too', async () => {
    const keys = attemptKeys(ada, null);
    const limited = await times(20, () => asSystem((tx) => reserveAttempt(tx, keys), db.database));
    expect(limited.filter((limit) => limit === null)).toHaveLength(limits.account.failures);
  });

  it('starts anew after a success', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 4; i += 1) expect(await signIn(ada, 'wrong password')).toEqual({ kind: 'refused' });
      expect(await signIn(ada, password)).toMatchObject({ kind: 'admitted' });
    }
  });

  it('ends after a quarter of an hour', async () => {
    for (let i = 0; i < 6; i += 1) await signIn(ada, 'wrong password');
    await later(14);
    expect(await signIn(ada, password)).toEqual({ kind: 'locked' });
    await later(2);
    expect(await signIn(ada, password)).toMatchObject({ kind: 'admitted' });
  });

  it('forgets failures that are long past', async () => {
    for (let i = 0; i < 4; i += 1) await signIn(ada, 'wrong password');
    await later(16);
    for (let i = 0; i < 4; i += 1) expect(await signIn(ada, 'wrong password')).toEqual({ kind: 'refused' });
    expect(await signIn(ada, password)).toMatchObject({ kind: 'admitted' });
  });
});

describe('the limit of an address', () => {
  it('stops guessing across accounts at fifty, at the same moment too, and only there', async () => {
    const guesses = kinds(await times(60, (i) => signIn(`guess${i}@demo.test`, 'wrong password')));
    expect(guesses.filter((kind) => kind === 'refused')).toHaveLength(limits.address.failures);
    expect(await signIn(ada, password)).toEqual({ kind: 'locked' });
    expect(await signIn(ada, password, '192.0.2.2')).toMatchObject({ kind: 'admitted' });
  });

  it('lets a whole class sign in behind one address at once', async () => {
    const outcomes = await times(80, () => signIn(ada, password));
    expect(new Set(kinds(outcomes))).toEqual(new Set(['admitted']));
  });
});

it('carries the session version of the password it checked', async () => {
  const passwordHash = await hashPassword('another long password');
  await asSystem((tx) => changePassword(tx, null, adaId, passwordHash), owner);
  expect(await signIn(ada, password)).toEqual({ kind: 'refused' });
  expect(await signIn(ada, 'another long password')).toMatchObject({ session: { sessionVersion: 2 } });
});

it('clears counters that no longer matter', async () => {
  await signIn('stranger@demo.test', 'wrong password');
  expect(await asSystem(purgeAttempts, db.database)).toBe(0);
  await later(25 * 60);
  expect(await asSystem(purgeAttempts, db.database)).toBe(2);
});
