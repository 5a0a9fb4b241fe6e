import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { createAccount, disableAccount } from './accounts';
import { answerAuth } from './auth-endpoint';
import { loadViewer } from './session';
import { readSessionToken } from './session-token';
import { type Browser, browser } from './testing/browser';
import { type Person, startProvider } from './testing/oidc-provider';
import { asSystem } from './transaction';

const app = 'http://127.0.0.1:39999';
const callback = `${app}/api/auth/callback/institution`;

let db: TestDatabase;
let provider: Awaited<ReturnType<typeof startProvider>>;
let adaId: string;
let goneId: string;

const people: Record<string, Person> = {
  ada: { email: 'Ada@Demo.test', email_verified: true },
  unverified: { email: 'ada@demo.test', email_verified: false },
  stranger: { email: 'stranger@demo.test', email_verified: true },
  gone: { email: 'gone@demo.test', email_verified: true },
};

beforeAll(async () => {
  db = await testDatabase();
  provider = await startProvider({
    clientId: 'syllabase',
    clientSecret: 'provider secret',
    callback,
    people,
  });
  Object.assign(process.env, {
    AUTH_SECRET: 'a secret for the tests of institutions',
    APP_URL: app,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'syllabase',
    OIDC_CLIENT_SECRET: 'provider secret',
  });
  const { rows } = await db.owner.query(
    "INSERT INTO institutions (name, slug) VALUES ('N', 'n') RETURNING id",
  );
  const person = { role: 'STUDENT' as const, institutionId: rows[0].id, passwordHash: null };
  const make = (displayName: string, email: string) =>
    asSystem((tx) => createAccount(tx, null, { ...person, displayName, email }), db.database);
  adaId = await make('Ada', 'ada@demo.test');
  goneId = await make('Gone', 'gone@demo.test');
  await asSystem((tx) => disableAccount(tx, null, goneId), db.database);
});

afterAll(async () => {
  await provider.close();
  await db.close();
});

/** Begins at the application as its form does, and gives the provider's address that it leads to. */
async function begin(agent: Browser): Promise<URL> {
  const { csrfToken } = await (await agent.get(`${app}/api/auth/csrf`)).json();
  const form = new URLSearchParams({ csrfToken, callbackUrl: '/learn/1/2' });
  const answer = await agent.post(`${app}/api/auth/signin/institution`, form);
  return new URL(answer.headers.get('location') ?? '');
}

/** The whole way through: application → provider → application. Gives where the person ends up. */
async function signInAs(agent: Browser, login: string): Promise<string> {
  const start = await begin(agent);
  start.searchParams.set('login_hint', login);
  const back = await agent.follow(start, (url) => url.startsWith(callback));
  return (await agent.get(back)).headers.get('location') ?? '';
}

async function signOut(agent: Browser): Promise<void> {
  const { csrfToken } = await (await agent.get(`${app}/api/auth/csrf`)).json();
  await agent.post(`${app}/api/auth/signout`, new URLSearchParams({ csrfToken }));
}

const session = (agent: Browser) => readSessionToken(agent.cookie('authjs.session-token') ?? '');
const lastAudit = async () =>
  (await db.owner.query("SELECT * FROM audit_log WHERE action LIKE 'session.%' ORDER BY occurred_at DESC"))
    .rows[0];

describe('signing in with the institution', () => {
  let agent: Browser;

  beforeEach(() => {
    agent = browser({ [app]: answerAuth });
  });

  it('asks with PKCE, state and nonce, and for no more than the address', async () => {
    const { searchParams } = await begin(agent);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('redirect_uri')).toBe(callback);
    expect(searchParams.get('scope')).toBe('openid email');
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(searchParams.get(name)?.length).toBeGreaterThan(20);
    }
  });

  it('admits a person with a verified address and leads back to where they were', async () => {
    expect(await signInAs(agent, 'ada')).toBe(`${app}/learn/1/2`);
    expect(await session(agent)).toMatchObject({ userId: adaId, sessionVersion: 1 });
    expect(await lastAudit()).toMatchObject({
      action: 'session.create',
      actor_id: adaId,
      details: { method: 'institution' },
    });
    expect((await (await agent.get(`${app}/api/auth/session`)).json())?.expires).toBeTruthy();
  });

  it.each([
    ['stranger', 'unknown account'],
    ['unverified', 'address not verified by the provider'],
    ['gone', 'disabled'],
  ])('refuses %s with a clear message', async (login, reason) => {
    expect(await signInAs(agent, login)).toBe(`${app}/sign-in?error=no-account`);
    expect(await session(agent)).toBeNull();
    expect(await lastAudit()).toMatchObject({ action: 'session.refused', details: { reason } });
    const { rows } = await db.owner.query("SELECT 1 FROM users WHERE email = 'stranger@demo.test'");
    expect(rows).toEqual([]);
  });

  it('takes an answer only in the browser that asked, and only once', async () => {
    const start = await begin(agent);
    start.searchParams.set('login_hint', 'ada');
    const back = await agent.follow(start, (url) => url.startsWith(callback));
    const thief = browser({ [app]: answerAuth });
    expect((await thief.get(back)).headers.get('location')).toContain('/sign-in?error=');
    expect(await session(thief)).toBeNull();
    await agent.get(back);
    expect(await session(agent)).not.toBeNull();
    expect((await agent.get(back)).headers.get('location')).toContain('/sign-in?error=');
  });

  it('lasts a working day, however often next-auth’s own session endpoint is asked', async () => {
    await signInAs(agent, 'ada');
    const begun = await session(agent);
    const asked = `${app}/api/auth/session`;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 3_600_000 });
    try {
      expect((await (await agent.get(asked)).json())?.expires).toBeTruthy();
      expect(await session(agent)).toEqual(begun);
      vi.setSystemTime(Date.now() + 2 * 3_600_000);
      expect(await session(agent)).toBeNull();
      expect(await (await agent.get(asked)).json()).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends by next-auth’s own address too, for whoever has a copy of the cookie', async () => {
    await signInAs(agent, 'ada');
    const copied = await session(agent);
    await signOut(agent);
    expect(await session(agent)).toBeNull();
    expect(copied && (await loadViewer(copied, db.database))).toBeNull();
    expect(await lastAudit()).toMatchObject({ action: 'session.end', actor_id: adaId });
  });

  it('is said to have ended by nobody as long as it could not be', async () => {
    await signInAs(agent, 'ada');
    await db.owner.query('REVOKE INSERT ON ended_sessions FROM syllabase_runtime');
    try {
      await expect(signOut(agent)).rejects.toThrow('permission denied');
    } finally {
      await db.owner.query('GRANT INSERT ON ended_sessions TO syllabase_runtime');
    }
    expect(await session(agent)).not.toBeNull();
  });

  it('ends with the account: next-auth’s own session endpoint agrees', async () => {
    await signInAs(agent, 'ada');
    await asSystem((tx) => disableAccount(tx, null, adaId), db.database);
    expect(await (await agent.get(`${app}/api/auth/session`)).json()).toBeNull();
  });
});
