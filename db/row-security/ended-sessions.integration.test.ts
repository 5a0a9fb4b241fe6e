import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Identity } from '../client';
import { administratorOf, denied, openTwoSchools, studentOf, teacherOf } from '../testing/two-schools';

const { db, north, ask, count, close } = await openTwoSchools();
afterAll(close);

const system: Identity = { userId: null, role: 'SYSTEM', institutionId: null };
const me = studentOf(north, 0);
const other = studentOf(north, 1);
/** As a session is verified: by a person whose role is not known yet. */
const asked: Identity = { userId: me.userId, role: null, institutionId: null };

const end = (identity: Identity, userId: string | null, sessionId = randomUUID()) =>
  ask(
    identity,
    `INSERT INTO ended_sessions (user_id, session_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')
     ON CONFLICT DO NOTHING RETURNING session_id`,
    [userId, sessionId],
  );

describe('an ended session', () => {
  it('is ended by the person alone, whatever the role, and known while it is verified', async () => {
    const before = await count(asked, 'ended_sessions');
    expect(await end(asked, me.userId)).toHaveLength(1);
    expect(await count(asked, 'ended_sessions')).toBe(before + 1);
    for (const identity of [other, teacherOf(north), administratorOf(north), system])
      await expect(end(identity, me.userId)).rejects.toMatchObject({ code: denied });
    expect(await count(administratorOf(north), 'ended_sessions')).toBe(0);
  });

  it('lives again for nobody while its cookie could be used', async () => {
    const sessionId = randomUUID();
    await end(me, me.userId, sessionId);
    const one = 'WHERE session_id = $1';
    for (const identity of [me, asked, administratorOf(north), system]) {
      expect(await ask(identity, `DELETE FROM ended_sessions ${one} RETURNING 1`, [sessionId])).toEqual([]);
      const later = `UPDATE ended_sessions SET expires_at = now() - interval '2 days' ${one}`;
      await expect(ask(identity, later, [sessionId])).rejects.toMatchObject({ code: denied });
    }
    await expect(ask(system, 'TRUNCATE ended_sessions')).rejects.toMatchObject({ code: denied });
    expect(await count(me, `ended_sessions ${one}`, [sessionId])).toBe(1);
  });

  it('is forgotten by the product alone, a day after that', async () => {
    const over = 'UPDATE ended_sessions SET expires_at = now() - make_interval(hours => $1)';
    await db.owner.query(over, [23]);
    const forget = 'DELETE FROM ended_sessions RETURNING 1';
    expect(await ask(system, forget)).toEqual([]);
    await db.owner.query(over, [25]);
    expect(await ask(me, forget)).toEqual([]);
    expect((await ask(system, forget)).length).toBeGreaterThan(3);
  });
});
