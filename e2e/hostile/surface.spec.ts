import { randomUUID } from 'node:crypto';
import { expect, test } from '../fixtures';
import { builtActions, callAction, type Taken } from './call-action';
import { checkEqual } from './check-equal';
import { inTurns } from './in-turns';
import { expectActionDone, expectActionRefused, expectNothingInside } from './refusals';
import { addressOf } from './routes';
import { attempts, closed, outsiderOf, Scene } from './scene';
import { serverActions } from './server-actions';
import { claimsOf, oddSpellingsOf, spellingsOf } from './spellings';
import { pages, reads, writes } from './surface';
import { callAs, tryAction, trySenseless } from './try-action';
import { tryNothing, tryPage, tryRead, trySpelling } from './try-doors';
import { tryWrite } from './try-write';
import { signedIn, type Visitor } from './visitor';

// One after another in one process: the visitors are gathered once.
test.describe.configure({ mode: 'default' });

const origin = process.env.BASE_URL ?? '';
const actions = Object.entries(serverActions).flatMap(([file, named]) =>
  Object.entries(named).map(([name, action]) => [`${file}#${name}`, action] as const),
);
let scene: Scene;

test.beforeAll(async () => {
  scene = await Scene.open(origin);
});

test('every page opens to those it is for and to nobody else', () =>
  inTurns(attempts(pages), (attempt) => tryPage(scene, attempt)));

test('every answer of the interface is for those it is for, and refusals are of one shape', () =>
  inTurns(attempts(reads), (attempt) => tryRead(scene, attempt)));

test('what does not exist is refused like what is somebody else’s', () => {
  const doors = closed({ ...pages, ...reads }).filter(([route]) => route.includes('['));
  const ids = [randomUUID(), 'x', '%00', '%27%20OR%20true--', '..%2f..%2fadmin'];
  const tries = doors.flatMap(([route, door]) => ids.map((id) => [route, door, id] as const));
  return inTurns(tries, (asked) => tryNothing(scene, ...asked));
});

test('no spelling of an address and no claim of a request opens what is closed', () => {
  // Thousands of requests, more with every page.
  test.slow();
  const tries = closed({ ...pages, ...reads }).flatMap(([route, door], n) => {
    const address = scene.addressOf(route, door);
    const [path = '', query = ''] = address.split(/(?=\?)/);
    const outsider = outsiderOf(door);
    const spellings = [...spellingsOf(path, query), ...claimsOf(address, origin)];
    // How the server reads addresses does not depend on the page: every fifth one is enough.
    if (n % 5 === 0) spellings.push(...oddSpellingsOf(path, query));
    return [
      ...spellings.map((spelling) => [outsider, address, spelling] as const),
      ...claimsOf(address, origin).map((claim) => ['nobody', address, claim] as const),
    ];
  });
  return inTurns(tries, (asked) => trySpelling(scene, ...asked));
});

test('a route answers to no method that it does not have', () => {
  const routes = Object.keys(reads).filter((route) => route.startsWith('/api/'));
  const calls = routes.flatMap((route) =>
    ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'].map((method) => [method, route] as const),
  );
  const missing = calls.filter(([method, route]) => !writes[`${method} ${route}`]);
  return inTurns(missing, async ([method, route]) => {
    const address = addressOf(route, scene.sample);
    const answer = await scene.ask('admin', address, { method, headers: { origin } });
    checkEqual(answer.status, 405, `${method} ${address}`);
  });
});

test('every write is refused to the wrong person, from another site and with a word too many', () =>
  inTurns(Object.entries(writes), ([call, write]) => tryWrite(scene, call, write)));

test('every server action is refused to the wrong person, and to everybody from another site', async () => {
  const tried = { scene, built: builtActions(), note: randomUUID() };
  const { addNoteAction, changeNoteAction } = serverActions['lib/messages/note-actions.ts'] ?? {};
  if (!addNoteAction || !changeNoteAction) throw new Error('the note that is tried has no actions');
  const write = async (name: string, action: typeof addNoteAction) =>
    expectActionDone(await callAs(tried, `lib/messages/note-actions.ts#${name}`, action, 'instructor'), name);
  const form: typeof addNoteAction.form = (given) => ({ ...addNoteAction.form?.(given), id: given.note });
  await write('addNoteAction', { ...addNoteAction, form });
  await inTurns(actions, ([name, action]) => tryAction(tried, name, action));
  // Its author still finds the note in the first version.
  await write('changeNoteAction', changeNoteAction);
});

test('a server action is done from a page that does not have it, and refused there as well', async () => {
  const { id } = builtActions().get('lib/records/directory/actions.ts#chooseDirectoryAction') ?? { id: '' };
  // It lacks the choice, so that nothing changes.
  const taken = { form: {}, alone: false };
  const call = (visitor: Visitor, headers = {}, sent: Taken = taken) =>
    callAction(origin, { id, address: '/dashboard' }, sent, { cookie: scene.cookies[visitor], ...headers });
  expect((await call('student')).text).toContain('Please check “Choice”');
  const whole = { form: { optedOut: 'true' }, alone: false };
  expectActionRefused(await call('instructor', {}, whole), 'from another page');
  const otherSite = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' };
  expect((await call('student', { ...otherSite, 'x-action-forwarded': '1' })).status).toBe(400);
});

test('whoever was refused stands in the trail, and a student sees who tried', async () => {
  const { viewer } = await scene.read('elsewhereInstructor', '/api/v1/me');
  const actors = async (administrator: Visitor, query: string) => {
    const { items } = await scene.read(
      administrator,
      `/api/v1/admin/audit?outcome=DENIED&limit=200&${query}`,
    );
    return new Set(items.map(({ actorId }: { actorId: string }) => actorId));
  };
  const { student, course } = scene.sample;
  for (const action of ['record.access', 'record.export']) {
    // By the administrators of the student's institution, wherever it was asked from.
    const found = await actors('admin', `action=${action}&studentId=${student}`);
    expect(found, action).toContain(viewer.userId);
    expect(found.size, `${action}: the other strangers’ tries as well`).toBeGreaterThan(1);
  }
  const ofClass = `action=class.refused&objectId=${course}&actorId=${viewer.userId}`;
  expect([...(await actors('admin', ofClass))]).toEqual([viewer.userId]);
  // A page, a call of the interface, and a write that came from another site.
  const { viewer: asker } = await scene.read('student', '/api/v1/me');
  const own = await scene.read(
    'admin',
    `/api/v1/admin/audit?action=access.refused&actorId=${asker.userId}&limit=200`,
  );
  const places = own.items.map(({ details }: { details: { at?: string } }) => details.at);
  expect(places).toEqual(
    expect.arrayContaining(['/admin/keys', 'GET /api/v1/admin/audit', 'POST /api/v1/enrollments']),
  );
  // Server actions that another site asked for with an administrator's session.
  const { viewer: administrator } = await scene.read('admin', '/api/v1/me');
  const { items: actions } = await scene.read(
    'admin',
    `/api/v1/admin/audit?action=access.refused&objectId=${encodeURIComponent('POST /admin/keys')}&actorId=${administrator.userId}`,
  );
  expect(actions[0]?.details).toMatchObject({ reason: 'from another site', origin: 'https://evil.example' });
  const { items } = await scene.read('student', '/api/v1/me/disclosures?limit=200');
  const refused = items.filter(({ outcome }: { outcome: string }) => outcome === 'DENIED');
  const names = refused.map(({ who }: { who: string }) => who);
  expect(names).toEqual(expect.arrayContaining(['Stranger instructor', 'Stranger admin']));
});

test('no other site leads a person to what is theirs', () => {
  const own = Object.entries(reads).filter(([route]) => route.startsWith('/api/v1/'));
  const open = [
    '/api/v1/courses',
    '/api/v1/courses/[id]',
    '/api/v1/openapi.json',
    '/api/v1/search',
    '/api/v1/search/suggest',
  ];
  return inTurns(own, async ([route, door]) => {
    const address = scene.addressOf(route, door);
    const visitor = signedIn.find((one) => door.may.includes(one)) ?? 'nobody';
    const answer = await scene.ask(visitor, address, { headers: { 'sec-fetch-site': 'cross-site' } });
    checkEqual(answer.status, open.includes(route) ? 200 : 400, `${address} as ${visitor}`);
    expectNothingInside(answer.text, address);
  });
});

test('a form of another page, sent without scripts, is refused and told', async () => {
  const { id } = builtActions().get('lib/records/retention/actions.ts#placeHoldAction') ?? {};
  const form = new FormData();
  form.append(`$ACTION_ID_${id}`, '');
  form.append('reason', 'A reason that is long enough.');
  const sent = new Response(form);
  const headers = { origin, 'content-type': sent.headers.get('content-type') ?? '' };
  const body = await sent.text();
  const { viewer } = await scene.read('student', '/api/v1/me');
  for (const visitor of ['student', 'nobody'] as const) {
    const answer = await scene.ask(visitor, '/notifications', { method: 'POST', headers, body });
    checkEqual(answer.status, visitor === 'nobody' ? 307 : 409, visitor);
    expectNothingInside(answer.text, visitor);
  }
  const told = `/api/v1/admin/audit?action=access.refused&actorId=${viewer.userId}&objectId=${encodeURIComponent('POST /notifications')}`;
  await expect
    .poll(async () => (await scene.read('admin', told)).items)
    .toMatchObject([{ outcome: 'DENIED', details: { reason: 'a form that is not of this page' } }]);
});

test('a server action that is sent what no page sends says so in words', () => {
  const tried = { scene, built: builtActions(), note: randomUUID() };
  return inTurns(actions, ([name, action]) => trySenseless(tried, name, action));
});

test('a wrong question to what administrators alone may ask tells nobody else what it takes', async () => {
  const trail = '/api/v1/admin/audit';
  for (const [address, asked] of [
    [trail, 'outcome=OK'],
    [`${trail}/export`, 'format=xml'],
    ['/api/v1/admin/optimizer/history', 'format=xml'],
  ]) {
    const answer = async (visitor: Visitor) => (await scene.ask(visitor, `${address}?${asked}`)).status;
    expect([await answer('admin'), await answer('student'), await answer('nobody')]).toEqual([400, 404, 401]);
  }
});
