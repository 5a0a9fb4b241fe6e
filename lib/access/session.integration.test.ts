import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '@/db/client';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import {
  changePassword,
  changeRole,
  createAccount,
  disableAccount,
  enableAccount,
  endSessions,
} from './accounts';
import { endSessionOf } from './end-session';
import { authSecret } from './secret';
import { loadViewer } from './session';
import { sessionCookieName } from './session-cookie';
import { beginSession, readSessionToken } from './session-token';
import { asSystem } from './transaction';

process.env.AUTH_SECRET = 'a secret for the tests of sessions';

let db: TestDatabase;
/** Who may write a password. */
let owner: Database;
let institutionId: string;
let userId: string;
let made = 0;

const version = async (): Promise<number> =>
  (await db.owner.query('SELECT session_version FROM users WHERE id = $1', [userId])).rows[0].session_version;
const tokenOf = (sessionVersion: number) => beginSession({ userId, sessionVersion });
const view = (sessionVersion: number) => loadViewer(tokenOf(sessionVersion), db.database);
const ends = async () =>
  (
    await db.owner.query(
      "SELECT actor_id, outcome FROM audit_log WHERE action = 'session.end' AND object_id = $1",
      [userId],
    )
  ).rows;

beforeAll(async () => {
  db = await testDatabase();
  owner = openDatabase(db.ownerUrl, 1);
  const { rows } = await db.owner.query(
    "INSERT INTO institutions (name, slug) VALUES ('N', 'n') RETURNING id",
  );
  institutionId = rows[0].id;
});

beforeEach(async () => {
  made += 1;
  const person = { displayName: 'Ada', role: 'STUDENT' as const, institutionId, passwordHash: null };
  userId = await asSystem(
    (tx) => createAccount(tx, null, { ...person, email: `ada${made}@demo.test` }),
    db.database,
  );
});

afterAll(async () => {
  await owner.close();
  await db.close();
});

describe('a session', () => {
  it('shows the person as the database knows them', async () => {
    const viewer = await view(1);
    expect(viewer).toMatchObject({ userId, role: 'STUDENT', institutionId, displayName: 'Ada' });
    expect(viewer?.isMinted).toBe(true);
  });

  it.each([
    [
      'disabling',
      'user.disable',
      (id: string) => asSystem((tx) => disableAccount(tx, null, id), db.database),
    ],
    [
      'a new role',
      'user.role',
      (id: string) => asSystem((tx) => changeRole(tx, null, id, 'ADMIN'), db.database),
    ],
    [
      'a new password',
      'user.password',
      (id: string) => asSystem((tx) => changePassword(tx, null, id, 'hash'), owner),
    ],
    [
      'signing out everywhere',
      'session.end-all',
      (id: string) => asSystem((tx) => endSessions(tx, null, id), db.database),
    ],
  ])('ends at once with %s, and the trail says so', async (_, action, end) => {
    await end(userId);
    expect(await view(1)).toBeNull();
    const { rows } = await db.owner.query('SELECT action FROM audit_log WHERE object_id = $1', [userId]);
    expect(rows.map((row) => row.action)).toContain(action);
  });

  it('does not come back when the account is enabled again', async () => {
    await asSystem((tx) => disableAccount(tx, null, userId), db.database);
    expect(await view(await version())).toBeNull();
    await asSystem((tx) => enableAccount(tx, null, userId), db.database);
    expect(await view(1)).toBeNull();
    expect(await view(await version())).not.toBeNull();
  });

  it('is nobody’s once the account is deleted', async () => {
    await db.owner.query('UPDATE users SET deleted_at = now() WHERE id = $1', [userId]);
    expect(await view(1)).toBeNull();
  });
});

describe('signing out', () => {
  it('ends the session for every copy of its cookie, and no other of the person', async () => {
    const [here, elsewhere] = [tokenOf(1), tokenOf(1)];
    await endSessionOf(here, db.database);
    expect(await loadViewer({ ...here }, db.database)).toBeNull();
    expect(await loadViewer(elsewhere, db.database)).not.toBeNull();
    expect(await ends()).toEqual([{ actor_id: userId, outcome: 'ALLOWED' }]);
  });

  it('is told once, however often and at once it is asked for', async () => {
    const token = tokenOf(1);
    await Promise.all([1, 2, 3].map(() => endSessionOf(token, db.database)));
    await endSessionOf(token, db.database);
    expect(await ends()).toHaveLength(1);
  });

  it('is of nobody’s session under a token that is worth nothing', async () => {
    await endSessionOf(tokenOf(7), db.database);
    expect(await ends()).toEqual([]);
    const { rows } = await db.owner.query('SELECT 1 FROM ended_sessions WHERE user_id = $1', [userId]);
    expect(rows).toEqual([]);
  });

  it('ends nothing that the trail is not told', async () => {
    await db.owner.query('REVOKE INSERT ON audit_log FROM syllabase_runtime');
    const token = tokenOf(1);
    try {
      await expect(endSessionOf(token, db.database)).rejects.toThrow('permission denied');
    } finally {
      await db.owner.query('GRANT INSERT ON audit_log TO syllabase_runtime');
    }
    expect(await loadViewer(token, db.database)).not.toBeNull();
  });
});

describe('a session cookie', () => {
  const sealed = (token: Record<string, unknown>, secret = authSecret(), maxAge = 60) =>
    encode({ token, secret, salt: sessionCookieName(), maxAge });

  it('is read back, without anything that does not belong', async () => {
    const token = beginSession({ userId, sessionVersion: 3 });
    const cookie = await sealed({ ...token, role: 'ADMIN' });
    expect(await readSessionToken(cookie)).toEqual(token);
  });

  it('is nothing when forged, expired or of another shape', async () => {
    const token = beginSession({ userId, sessionVersion: 1 });
    const { endsAt: _end, ...withoutEnd } = token;
    const { sessionId: _id, ...withoutId } = token;
    for (const cookie of [
      '',
      'rubbish',
      await sealed(token, 'another secret altogether'),
      await sealed(token, authSecret(), -60),
      await sealed({ ...token, userId: "' OR true --" }),
      await sealed({ ...token, endsAt: Math.floor(Date.now() / 1000) - 1 }),
      await sealed(withoutEnd),
      await sealed(withoutId),
      await sealed({ sub: userId }),
    ]) {
      expect(await readSessionToken(cookie)).toBeNull();
    }
  });
});

describe('accounts', () => {
  it('refuse an address that somebody has, and changes of people who are not there', async () => {
    const person = { displayName: 'Eve', role: 'STUDENT' as const, institutionId, passwordHash: null };
    const again = { ...person, email: `ada${made}@demo.test` };
    await expect(asSystem((tx) => createAccount(tx, null, again), db.database)).rejects.toMatchObject({
      kind: 'conflict',
    });
    const nobody = '00000000-0000-4000-8000-000000000000';
    await expect(asSystem((tx) => disableAccount(tx, null, nobody), db.database)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});
