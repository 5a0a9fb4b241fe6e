import { checkEqual } from './check-equal';
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
    checkEqual(answer.status, door.answer ?? 200, what);
    if (isPersonal(door) && answer.status === 200)
      checkEqual(answer.headers['cache-control']?.includes('no-store'), true, `${what} is not kept`);
    return;
  }
  expectNothingInside(answer.text, what, scene.sample.names);
  const led = leadsTo(answer, scene.origin);
  if (signedOut.includes(visitor)) {
    checkEqual([answer.status, led?.split('?')[0]], [307, '/sign-in'], what);
    checkEqual(answer.headers['cache-control']?.includes('no-store'), true, `${what} is not kept`);
  } else if (door.others !== undefined && door.others !== 403) {
    const places = [door.others].flat();
    checkEqual([answer.status, places.some((place) => led?.startsWith(place))], [307, true], what);
  } else checkEqual(answer.status, 404, what);
}

/** What is no page: an answer that nobody keeps, or a problem document. */
export async function tryRead(scene: Scene, { route, door, visitor }: Attempt): Promise<void> {
  const path = scene.addressOf(route, door);
  const what = `${path} as ${visitor}`;
  const answer = await scene.ask(visitor, path);
  if (door.may.includes(visitor)) {
    checkEqual(answer.status, 200, what);
    if (isPersonal(door)) checkEqual(answer.headers['cache-control'], 'private, no-store', what);
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
  checkEqual([400, 404].includes(answer.status ?? 0), true, `${path}: ${answer.status}`);
  // What cannot be an address at all, Next refuses by itself.
  if (!answer.headers['content-type']?.includes('problem')) return;
  const refused = await scene.ask(outsiderOf(door), scene.addressOf(route, door));
  checkEqual(answer.text, refused.text, path);
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
  const told = `${what}: ${answer.status} ${answer.text.slice(0, 200)}`;
  checkEqual((answer.status ?? 500) < 500, true, told);
  if (!spelling.part) checkEqual(isRefused(answer), true, told);
}
