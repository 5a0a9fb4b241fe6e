import { expect } from '../fixtures';
import { expectNothingInside, expectProblem, isRefused, leadsTo, toldBy } from './refusals';
import { oddAddressOf } from './routes';
import { outsiderOf, type Scene } from './scene';
import type { Spelling } from './spellings';
import type { Door } from './surface';
import { signedOut, type Visitor, visitors } from './visitor';

type Attempt = { route: string; door: Door; visitor: Visitor };

const isPersonal = ({ may }: Door) => may.length < visitors.length;

/** A page: the page itself, the way to the sign-in page for nobody, and as if it did not exist for all others. */
export async function tryPage(scene: Scene, { route, door, visitor }: Attempt): Promise<void> {
  const path = scene.addressOf(route, door);
  const what = `${path} as ${visitor}`;
  const answer = await scene.ask(visitor, path);
  if (door.may.includes(visitor)) {
    expect(answer.status, what).toBe(door.answer ?? 200);
    if (isPersonal(door) && answer.status === 200)
      expect(answer.headers['cache-control'], what).toContain('no-store');
    return;
  }
  expectNothingInside(answer.text, what, scene.sample.names);
  const led = leadsTo(answer, scene.origin);
  if (signedOut.includes(visitor)) {
    expect([answer.status, led?.split('?')[0]], what).toEqual([307, '/sign-in']);
  } else if (door.others !== undefined && door.others !== 403) {
    const places = [door.others].flat();
    expect([answer.status, places.some((place) => led?.startsWith(place))], what).toEqual([307, true]);
  } else expect(answer.status, what).toBe(404);
}

/** What is no page: an answer that nobody keeps, or a problem document. */
export async function tryRead(scene: Scene, { route, door, visitor }: Attempt): Promise<void> {
  const path = scene.addressOf(route, door);
  const what = `${path} as ${visitor}`;
  const answer = await scene.ask(visitor, path);
  if (door.may.includes(visitor)) {
    expect(answer.status, what).toBe(200);
    if (isPersonal(door)) expect(answer.headers['cache-control'], what).toBe('private, no-store');
    return;
  }
  const status = typeof door.others === 'number' ? door.others : 404;
  expectProblem(toldBy(answer), signedOut.includes(visitor) ? 401 : status, what);
  expectNothingInside(answer.text, what, scene.sample.names);
}

/** Ids of nothing, asked for by somebody who may: refused with the very words that others get about what exists. */
export async function tryNothing(scene: Scene, route: string, door: Door, id: string): Promise<void> {
  const path = oddAddressOf(route, id) + (door.query?.(scene.sample) ?? '');
  const answer = await scene.ask(door.may[0] ?? 'nobody', path);
  expect([400, 404], path).toContain(answer.status);
  // What cannot be an address at all, Next refuses by itself.
  if (!answer.headers['content-type']?.includes('problem')) return;
  const refused = await scene.ask(outsiderOf(door), scene.addressOf(route, door));
  expect(answer.text, path).toBe(refused.text);
}

/** A closed address in another spelling, or with claims: refused in one way or another, and nothing shown. */
export async function trySpelling(
  scene: Scene,
  visitor: Visitor,
  address: string,
  spelling: Spelling,
): Promise<void> {
  const what = `${spelling.path} (${spelling.name}) as ${visitor}`;
  const answer = await scene.askOn(visitor, address, spelling);
  expectNothingInside(answer.text, what, scene.sample.names);
  expect(answer.status, what).toBeLessThan(500);
  if (spelling.part) return;
  expect(isRefused(answer), `${what}: ${answer.status} ${answer.text.slice(0, 200)}`).toBe(true);
}
