import { randomUUID } from 'node:crypto';
import { expectProblem, toldBy } from './refusals';
import { addressOf } from './routes';
import type { Scene } from './scene';
import type { Write } from './surface';
import { signedOut, type Visitor } from './visitor';

const elsewhere = [
  { origin: 'https://evil.example' },
  { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  { origin: 'http://127.0.0.1:1' },
  { origin: 'null' },
  { origin: 'nonsense' },
];
const tooMuch = [{ role: 'ADMIN' }, { userId: randomUUID() }, { institutionId: randomUUID() }];

/** A call that changes something: by the wrong person, from another site, and with a word that is not the client's to say. */
export async function tryWrite(scene: Scene, call: string, write: Write): Promise<void> {
  const { by, body, refuses, status = 404, open } = write;
  const [method = '', route = ''] = call.split(' ');
  const send = async (visitor: Visitor, more: object = {}, headers: object = {}) => {
    const text = body && JSON.stringify({ ...body(scene.sample), ...more });
    const type = text && { 'content-type': 'application/json' };
    const asked = { method, body: text, headers: { origin: scene.origin, ...type, ...headers } };
    return toldBy(await scene.ask(visitor, addressOf(route, scene.sample), asked));
  };
  for (const visitor of open ? [] : signedOut)
    expectProblem(await send(visitor), 401, `${call} as ${visitor}`);
  for (const visitor of refuses) expectProblem(await send(visitor), status, `${call} as ${visitor}`);
  for (const headers of elsewhere)
    expectProblem(await send(by, {}, headers), 400, `${call} with ${JSON.stringify(headers)}`);
  for (const more of body ? tooMuch : [])
    expectProblem(await send(by, more), 400, `${call} with ${JSON.stringify(more)}`);
}
