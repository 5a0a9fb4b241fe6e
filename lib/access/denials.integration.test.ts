import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type Classroom, createClassroom } from '@/db/testing/fixtures';
import { type TestDatabase, testDatabase } from '@/db/testing/test-database';
import { storedText } from '@/lib/audit/as-stored';
import { notFound, Refusal } from '@/lib/errors';
import { disclosureQuery, getDisclosures } from '@/lib/records/disclosures';
import { endGuardianship } from '@/lib/records/guardians/mutations';
import { answerInspection, withdrawInspection } from '@/lib/records/inspection/mutations';
import { perform } from './action';
import { deniedRecord } from './denied';
import { recordedInFull } from './refusal-count';
import { refuseOtherSite } from './refuse-other-site';
import { requireViewer } from './require';
import { route } from './route';
import { currentViewer, tokenOfRequest, viewerOf } from './session';
import { asAdministrator, asViewer } from './transaction';
import { mintViewer, type Viewer } from './viewer';

vi.mock('./session', () => ({ currentViewer: vi.fn(), viewerOf: vi.fn(), tokenOfRequest: vi.fn() }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'x-syllabase-path': '/admin/people?q=somebody' }),
}));

let db: TestDatabase;
let here: Classroom;
let there: Classroom;

beforeAll(async () => {
  db = await testDatabase();
  here = await createClassroom(db.owner, 1);
  there = await createClassroom(db.owner, 1);
});
afterAll(() => db.close());
beforeEach(() => vi.mocked(currentViewer).mockResolvedValue(null));

const person = ({ institutionId }: Classroom, userId: string, role: Viewer['role']) =>
  mintViewer({ userId, role, institutionId, displayName: `${role} N`, email: null });
const student = (room = here) => person(room, room.studentIds[0] ?? '', 'STUDENT');
const teacher = () => person(here, here.instructorId, 'INSTRUCTOR');
const eventsOf = async (objectId: string | null) =>
  (
    await db.owner.query(
      `SELECT actor_id, institution_id, action, outcome, student_id, details FROM audit_log
       WHERE object_id IS NOT DISTINCT FROM $1 ORDER BY occurred_at`,
      [objectId],
    )
  ).rows;
const input = z.object({ id: z.guid(), studentId: z.guid().optional() });
const refuse = (who: Viewer, asked: object, why: Refusal | 'policy', on = db.database): Promise<Response> =>
  perform(
    {
      input,
      allow: () => why !== 'policy',
      run: async () => {
        throw why;
      },
    },
    who,
    asked,
    on,
  );

it('whoever may not write at all hears nothing of what it takes, and what a write does not have is in the trail', async () => {
  const strict = z.strictObject({ id: z.guid() });
  const write = (who: Viewer, asked: unknown, isAllowed: boolean) =>
    perform(
      {
        input: strict,
        action: 'test.write',
        allow: () => isAllowed,
        run: async () => {
          throw new Error('It was carried out.');
        },
      },
      who,
      asked,
      db.database,
    );
  const eventsBy = async ({ userId }: Viewer) =>
    (
      await db.owner.query(
        "SELECT outcome, details FROM audit_log WHERE actor_id = $1 AND details ->> 'attempted' = 'test.write' ORDER BY occurred_at",
        [userId],
      )
    ).rows;
  const who = person(there, there.instructorId, 'INSTRUCTOR');
  for (const asked of [{}, null, 'x', { id: 'no id', role: 'ADMIN' }])
    await expect(write(who, asked, false)).rejects.toMatchObject({ kind: 'not-found' });
  expect(await eventsBy(who)).toEqual(
    [1, 2, 3, 4].map(() => ({
      outcome: 'DENIED',
      details: { attempted: 'test.write', at: '/admin/people' },
    })),
  );
  const right = student(there);
  const id = randomUUID();
  await expect(write(right, { id: 'no id' }, true)).rejects.toMatchObject({ kind: 'invalid' });
  expect(await eventsBy(right), 'a mistake is no attempt').toEqual([]);
  await expect(write(right, { id, role: 'ADMIN', userId: id }, true)).rejects.toMatchObject({
    kind: 'invalid',
  });
  expect(await eventsBy(right)).toEqual([
    {
      outcome: 'DENIED',
      details: {
        attempted: 'test.write',
        at: '/admin/people',
        reason: 'fields that it does not have',
        fields: 'role, userId',
      },
    },
  ]);
});

it('a write is refused by the policy and where its row is read, and both are in the trail', async () => {
  for (const why of ['policy', notFound(), new Refusal('forbidden', 'Not yours.')] as const) {
    const id = randomUUID();
    await expect(refuse(teacher(), { id }, why)).rejects.toBeInstanceOf(Refusal);
    expect(await eventsOf(id)).toEqual([
      {
        actor_id: here.instructorId,
        institution_id: here.institutionId,
        action: 'access.refused',
        outcome: 'DENIED',
        student_id: null,
        details: { id, at: '/admin/people' },
      },
    ]);
  }
  const id = randomUUID();
  await expect(refuse(teacher(), { id }, new Refusal('conflict', 'Too late.'))).rejects.toBeDefined();
  expect(await eventsOf(id)).toEqual([]);
});

it('what was asked about a student is told to that student and filed where the record is', async () => {
  const [id, studentId] = [randomUUID(), there.studentIds[0]];
  await expect(refuse(teacher(), { id, studentId }, 'policy')).rejects.toMatchObject({ kind: 'not-found' });
  expect(await eventsOf(id)).toMatchObject([{ institution_id: there.institutionId, student_id: studentId }]);
  const { items } = await getDisclosures(student(there), disclosureQuery.parse({}));
  expect(items).toMatchObject([{ who: 'INSTRUCTOR N', action: 'access.refused', outcome: 'DENIED' }]);
});

it('a request that is not theirs is filed where its record is, with what was tried, and its student is told', async () => {
  const [studentId = ''] = there.studentIds;
  const { rows } = await db.owner.query<{ id: string }>(
    `INSERT INTO inspection_requests (student_id, institution_id, requested_by, requested_on, wants)
     VALUES ($1, $2, $1, current_date, 'all of it') RETURNING id`,
    [studentId, there.institutionId],
  );
  const [{ id } = { id: '' }] = rows;
  const stranger = person(here, here.adminId, 'ADMIN');
  for (const [attempt, what] of [
    [withdrawInspection, 'inspection.withdraw'],
    [
      (who: Viewer, asked: object) =>
        answerInspection(who, { ...asked, answer: 'x'.repeat(20), released: 'true' }),
      'inspection.answer',
    ],
  ] as const) {
    const before = (await eventsOf(id)).length;
    await expect(attempt(stranger, { id })).rejects.toMatchObject({ kind: 'not-found' });
    expect((await eventsOf(id)).slice(before)).toMatchObject([
      {
        ...{ actor_id: here.adminId, institution_id: there.institutionId, student_id: studentId },
        ...{ action: 'access.refused', outcome: 'DENIED', details: { attempted: what } },
      },
    ]);
  }
  const guardians = await db.owner.query<{ id: string }>(
    `INSERT INTO guardianships (guardian_id, student_id, institution_id, relationship, verification, verified_by)
     VALUES ($1, $2, $3, 'mother', 'identity card', $4) RETURNING id`,
    [there.instructorId, studentId, there.institutionId, there.adminId],
  );
  const [guardianship = { id: '' }] = guardians.rows;
  await expect(endGuardianship(stranger, guardianship)).rejects.toMatchObject({ kind: 'not-found' });
  expect(await eventsOf(guardianship.id)).toMatchObject([
    { institution_id: there.institutionId, student_id: studentId, details: { attempted: 'guardian.end' } },
  ]);
  const { items } = await getDisclosures(student(there), disclosureQuery.parse({ limit: '3' }));
  expect(items.map(({ who, outcome }) => [who, outcome])).toEqual(Array(3).fill(['ADMIN N', 'DENIED']));
  // An id of nothing stays with whoever asked.
  const nothing = randomUUID();
  await expect(withdrawInspection(stranger, { id: nothing })).rejects.toMatchObject({ kind: 'not-found' });
  expect(await eventsOf(nothing)).toMatchObject([{ institution_id: here.institutionId, student_id: null }]);
});

it('a record asked for by what is no id is told too, with what was asked for', async () => {
  const told = { actor_id: here.instructorId, institution_id: here.institutionId, student_id: null };
  for (const spelled of ['../../admin', `${here.studentIds[0]}.rsc`, "' OR true --", '\0', '']) {
    const ask = async () => {
      throw deniedRecord(spelled, 'their record');
    };
    await expect(asViewer(teacher(), ask, db.database)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await eventsOf(storedText(spelled))).toMatchObject([
      { ...told, action: 'record.refused', outcome: 'DENIED' },
    ]);
  }
});

it('what is for administrators is refused to others, pages and reads alike', async () => {
  const before = (await eventsOf(null)).length;
  await expect(asAdministrator(student(), async () => null)).rejects.toMatchObject({ kind: 'not-found' });
  vi.mocked(currentViewer).mockResolvedValue(student());
  await expect(requireViewer('ADMIN')).rejects.toThrow('404');
  const told = { actor_id: here.studentIds[0], action: 'access.refused', outcome: 'DENIED' };
  expect((await eventsOf(null)).slice(before)).toMatchObject([told, told]);
});

it('a call of the interface is told once, with its address', async () => {
  vi.mocked(currentViewer).mockResolvedValue(student());
  const ask = (run: () => Promise<Response>) =>
    route(run)(new Request('http://localhost/api/v1/some/thing?q=1'), null);
  const [outside, inside] = [(await eventsOf(null)).length, randomUUID()];
  const answers = [
    await ask(async () => {
      throw notFound();
    }),
    await ask(() => refuse(student(), { id: inside }, notFound())),
    await ask(async () => {
      await Promise.all([1, 2, 3].map(() => asAdministrator(student(), async () => null)));
      return new Response();
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  const at = { details: { at: 'GET /api/v1/some/thing' } };
  expect((await eventsOf(null)).slice(outside)).toMatchObject([at, at]);
  expect(await eventsOf(inside)).toMatchObject([at]);
  vi.mocked(currentViewer).mockResolvedValue(null);
  await ask(async () => {
    throw notFound();
  });
  expect((await eventsOf(null)).slice(outside)).toHaveLength(2);
});

it('what an address names by an id is what a refusal is about, and its student is told', async () => {
  vi.mocked(currentViewer).mockResolvedValue(student());
  const [victim = ''] = there.studentIds;
  const refused = route(() => asAdministrator(student(), async () => new Response()));
  for (const address of [`/api/v1/admin/audit?studentId=${victim}&limit=5`, `/api/v1/people/${victim}`])
    expect((await refused(new Request(`http://localhost${address}`), null)).status).toBe(404);
  const told = { actor_id: here.studentIds[0], student_id: victim, institution_id: there.institutionId };
  expect((await eventsOf(victim)).slice(-2)).toMatchObject([
    { ...told, details: { at: 'GET /api/v1/admin/audit' } },
    { ...told, details: { at: `GET /api/v1/people/${victim}` } },
  ]);
});

it('whose session has ended is named where that person asks for what is for members, each address once', async () => {
  const [userId = ''] = here.studentIds;
  const token = { userId, sessionVersion: 1, sessionId: randomUUID(), endsAt: 9e9 };
  vi.mocked(tokenOfRequest).mockResolvedValue(token);
  const { rows } = await db.owner.query('SELECT display_name AS name FROM users WHERE id = $1', [userId]);
  const ask = (path: string) =>
    route(async () => {
      throw new Refusal('unauthenticated', 'Please sign in first.');
    })(new Request(`http://localhost${path}`), null);
  const [victim = ''] = there.studentIds;
  const address = `/api/v1/${randomUUID().slice(0, 8)}`;
  for (const path of [`${address}/${victim}`, `${address}/${victim}`, address])
    expect((await ask(path)).status).toBe(401);
  const told = { actor_id: null, action: 'access.refused', outcome: 'DENIED' };
  const details = { reason: 'with a session that has ended', person: rows[0].name };
  const { rows: events } = await db.owner.query(
    `SELECT actor_id, action, outcome, institution_id, student_id, details FROM audit_log
     WHERE object_type = 'session' ORDER BY occurred_at`,
  );
  expect(events).toEqual([
    {
      ...told,
      institution_id: here.institutionId,
      student_id: victim,
      details: { ...details, at: `GET ${address}/${victim}` },
    },
    {
      ...told,
      institution_id: here.institutionId,
      student_id: null,
      details: { ...details, at: `GET ${address}` },
    },
  ]);
  vi.mocked(tokenOfRequest).mockResolvedValue(null);
  await ask(`${address}/nobody`);
  const { rows: after } = await db.owner.query("SELECT 1 FROM audit_log WHERE object_type = 'session'");
  expect(after).toHaveLength(2);
});

it('a write of which a browser says that it comes from another site, and not from which, is refused', async () => {
  const send = route(async () => new Response());
  const ask = async (site: string) => {
    const headers = { 'sec-fetch-site': site };
    return (await send(new Request('http://localhost/api/v1/x', { method: 'POST', headers }), null)).status;
  };
  expect([await ask('cross-site'), await ask('same-origin'), await ask('none')]).toEqual([400, 200, 200]);
});

it('a read to which another site leads whoever is signed in is refused and told, unless it is for everybody', async () => {
  const address = `/api/v1/${randomUUID()}`;
  const ask = async (read: (request: Request, context: null) => Promise<Response>, site: string) =>
    (await read(new Request(`http://localhost${address}`, { headers: { 'sec-fetch-site': site } }), null))
      .status;
  const personal = route(async () => new Response());
  const forEverybody = route(async () => new Response(), { isLinkable: true });
  const sites = ['cross-site', 'same-site', 'same-origin', 'none'];
  const answers = (read: typeof personal) => Promise.all(sites.map((site) => ask(read, site)));
  vi.mocked(currentViewer).mockResolvedValue(student());
  expect(await answers(personal)).toEqual([400, 400, 200, 200]);
  expect(await answers(forEverybody)).toEqual([200, 200, 200, 200]);
  const { rows } = await db.owner.query('SELECT details FROM audit_log WHERE object_id = $1', [
    `GET ${address}`,
  ]);
  expect(rows).toMatchObject([{ details: { reason: 'from another site' } }, {}]);
  vi.mocked(currentViewer).mockResolvedValue(null);
  expect(await answers(personal)).toEqual([200, 200, 200, 200]);
});

it('a write from another site is told, whoever’s session it would have used', async () => {
  const address = `/api/v1/${randomUUID()}`;
  const send = route(async () => new Response());
  for (const who of [null, student()]) {
    vi.mocked(currentViewer).mockResolvedValue(who);
    const headers = { origin: 'https://evil.example', host: 'localhost' };
    const answer = await send(new Request(`http://localhost${address}`, { method: 'POST', headers }), null);
    expect(answer.status).toBe(400);
  }
  const told = {
    outcome: 'DENIED',
    details: { reason: 'from another site', origin: 'https://evil.example' },
  };
  expect(await eventsOf(`POST ${address}`)).toMatchObject([
    { ...told, actor_id: null },
    { ...told, actor_id: here.studentIds[0] },
  ]);
});

it('a server action that another site asks for is told, and a flood of them does not fill the trail', async () => {
  const page = `/${randomUUID()}`;
  const send = () => {
    const request = new Request(`http://localhost${page}`, { method: 'POST' });
    return refuseOtherSite(request, 'https://evil.example', 'a cookie');
  };
  for (const who of [student(), null]) {
    vi.mocked(viewerOf).mockResolvedValue(who);
    const answer = await send();
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ detail: 'This request comes from another site.' }),
    ]);
  }
  const told = {
    outcome: 'DENIED',
    details: { reason: 'from another site', origin: 'https://evil.example', at: `POST ${page}` },
  };
  expect(await eventsOf(`POST ${page}`)).toMatchObject([
    { ...told, actor_id: here.studentIds[0] },
    { ...told, actor_id: null },
  ]);
  for (let n = 0; n < 600; n++) await send();
  expect((await eventsOf(`POST ${page}`)).length).toBeLessThanOrEqual(recordedInFull + 1);
});

it('what cannot be put into the trail is refused in the same words', async () => {
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const withoutTrail: typeof db.database = {
    ...db.database,
    transaction: (identity, run) =>
      identity.role === 'SYSTEM'
        ? Promise.reject(new Error('the trail is full'))
        : db.database.transaction(identity, run),
  };
  for (const why of ['policy', notFound()] as const)
    await expect(refuse(teacher(), { id: randomUUID() }, why, withoutTrail)).rejects.toEqual(notFound());
  expect(complaints).toHaveBeenCalledTimes(2);
  complaints.mockRestore();
});
