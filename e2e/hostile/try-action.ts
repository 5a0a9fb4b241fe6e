import type { Answer } from '../raw-http';
import { type BuiltAction, callAction } from './call-action';
import { checkEqual } from './check-equal';
import { expectActionRefused, expectNothingInside } from './refusals';
import { addressOf } from './routes';
import type { Scene } from './scene';
import type { ServerAction } from './server-actions';
import { signedOut, type Visitor } from './visitor';

type Tried = { scene: Scene; built: Map<string, BuiltAction>; note: string };

/** Calls an action as a visitor would whose page had it. */
export function callAs(
  { scene, built, note }: Tried,
  name: string,
  { form, formAlone = false, values }: ServerAction,
  visitor: Visitor,
  headers: object = {},
): Promise<Answer> {
  const found = built.get(name);
  if (!found) throw new Error(`${name} is not in the build`);
  const reference = { id: found.id, address: addressOf(found.route, scene.sample) };
  const taken = values
    ? { values: values(scene.sample) }
    : { form: form?.({ ...scene.sample, note }) ?? {}, alone: formAlone };
  return callAction(scene.origin, reference, taken, { cookie: scene.cookies[visitor], ...headers });
}

/** What no page sends: too little, too much, and other things than a form or a value of the right kind. */
const misfits: unknown[][] = [
  [],
  [null, null],
  [{ a: 1 }, { b: 2 }],
  ['x'],
  [1, 2, 3],
  [[], [[]]],
  [{ form: {} }],
];

/** Sent what no page sends, an action says so in words, to the right person and a wrong one: it is no fault of the product. */
export async function trySenseless(tried: Tried, name: string, action: ServerAction): Promise<void> {
  const right: Visitor = action.open ? 'student' : 'admin';
  const tries: [Visitor, unknown[]][] = misfits.map((values) => [right, values]);
  const wrong = action.refuses.at(-1);
  if (wrong) tries.push([wrong, []]);
  for (const [visitor, values] of tries) {
    const answer = await callAs(tried, name, { ...action, values: () => values }, visitor);
    const told = `${name} as ${visitor} with ${JSON.stringify(values)}: ${answer.text.slice(0, 300)}`;
    checkEqual((answer.status ?? 500) < 400, true, `${answer.status} of ${told}`);
    expectNothingInside(answer.text, told);
  }
}

const otherSite = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' };

/** Refused to the wrong person in the one way, and to everybody from another site. */
export async function tryAction(tried: Tried, name: string, action: ServerAction): Promise<void> {
  const { open, refuses } = action;
  for (const visitor of open ? [] : [...signedOut, ...refuses]) {
    const answer = await callAs(tried, name, action, visitor);
    expectActionRefused(answer, `${name} as ${visitor}`);
  }
  const answer = await callAs(tried, name, action, 'admin', otherSite);
  checkEqual(answer.status, 400, `${name} from another site`);
  expectNothingInside(answer.text, `${name} from another site`, tried.scene.sample.names);
}
