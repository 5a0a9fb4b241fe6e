import type { OutgoingHttpHeaders } from 'node:http';
import { type Answer, raw } from '../raw-http';
import { gatherSample } from './gather-sample';
import { gatherVisitors } from './gather-visitors';
import { leadsTo } from './refusals';
import { addressOf, type Sample } from './routes';
import type { Spelling } from './spellings';
import type { Door } from './surface';
import { type Visitor, visitors } from './visitor';

type Asked = { headers?: OutgoingHttpHeaders; method?: string; body?: string };

/** Everybody who tries, and what is tried. */
export class Scene {
  private constructor(
    readonly origin: string,
    readonly cookies: Record<Visitor, string>,
    readonly sample: Sample,
  ) {}

  /** Gathers the visitors at a running site; takes a few seconds. */
  static async open(origin: string): Promise<Scene> {
    const cookies = await gatherVisitors(origin);
    return new Scene(origin, cookies, await gatherSample(origin, cookies));
  }

  ask(visitor: Visitor, path: string, { headers, method, body }: Asked = {}): Promise<Answer> {
    return raw(this.origin, path, { cookie: this.cookies[visitor], ...headers }, method, body);
  }

  /** Asks, and again as long as the answer only corrects how the address was spelled. */
  async askOn(visitor: Visitor, address: string, { path, headers }: Spelling): Promise<Answer> {
    const same = [address, path].map(withoutQuery);
    let answer = await this.ask(visitor, path, { headers });
    for (let steps = 0; steps < 3; steps += 1) {
      const further = leadsTo(answer, this.origin);
      if (further === null || !same.includes(withoutQuery(further))) break;
      answer = await this.ask(visitor, further, { headers });
    }
    return answer;
  }

  async read(visitor: Visitor, path: string) {
    return JSON.parse((await this.ask(visitor, path)).text);
  }

  /** Where the sample's own of a route is, with its query. */
  addressOf = (route: string, { query }: Door): string =>
    addressOf(route, this.sample) + (query?.(this.sample) ?? '');
}

const withoutQuery = (address: string) => address.split('?')[0];

/** Somebody signed in for whom a door is not, as near to it as possible; else nobody. */
export function outsiderOf({ may }: Door): Visitor {
  const nearest: Visitor[] = ['elsewhereAdmin', 'elsewhereInstructor', 'student', 'guardian'];
  return nearest.find((visitor) => !may.includes(visitor)) ?? 'nobody';
}

/** All doors of a table with all visitors. */
export const attempts = (doors: Record<string, Door>) =>
  Object.entries(doors).flatMap(([route, door]) => visitors.map((visitor) => ({ route, door, visitor })));

/** The doors of a table that let nobody in without a session. */
export const closed = (doors: Record<string, Door>): [route: string, door: Door][] =>
  Object.entries(doors).filter(([, { may }]) => !may.includes('nobody'));
