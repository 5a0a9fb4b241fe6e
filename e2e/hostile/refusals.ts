import type { Answer } from '../raw-http';
import { checkEqual } from './check-equal';

/** Stack traces, files, SQL and the words of drivers. A page is one line: without a bound each “at” reads all of it. */
const inside =
  /\bat .{0,300}\.(js|ts):\d+|node_modules|SELECT .* FROM|syntax error at|PostgresError|ECONNREFUSED|question_keys/;

/** Nothing of the inside is shown, and no `secret`. */
export function expectNothingInside(text: string, what: string, secrets: readonly string[] = []): void {
  checkEqual(inside.exec(text)?.[0], undefined, `${what} shows of the inside`);
  const shown = secrets.filter((secret) => text.includes(secret));
  checkEqual(shown, [], `${what} shows`);
}

type Told = { status: number | undefined; type: string | undefined; text: string };

/** A refusal of the interface: a problem document with a sentence, and nothing else. */
export function expectProblem(told: Told, status: number, what: string): void {
  checkEqual(told.status, status, `${what}: ${told.text.slice(0, 300)}`);
  checkEqual(told.type?.split(';')[0], 'application/problem+json', what);
  expectNothingInside(told.text, what);
  const problem = JSON.parse(told.text);
  const names = Object.keys(problem).filter((name) => name !== 'fields');
  checkEqual(names.sort(), ['detail', 'status', 'title', 'type'], what);
  checkEqual(problem.detail.length > 10, true, `${what}: ${problem.detail}`);
}

export const toldBy = ({ status, headers, text }: Answer): Told => ({
  status,
  type: headers['content-type'],
  text,
});

/** Where an answer leads, as a path of this site; null where it leads nowhere. A test fails where it leads off the site. */
export function leadsTo({ headers: { location } }: Answer, origin: string): string | null {
  if (location === undefined) return null;
  const target = new URL(location, origin);
  const { host, port } = new URL(origin);
  checkEqual([host, `localhost:${port}`].includes(target.host), true, `${location} leads to this site`);
  return target.pathname + target.search;
}

const notFoundPage = /NEXT_HTTP_ERROR_FALLBACK;404|There is nothing here/;
const ledOn = /NEXT_REDIRECT;\w+;\//;

/** Whether an answer to an odd spelling of an address is a refusal, of whatever form the address had. */
export const isRefused = ({ status = 0, text }: Answer): boolean =>
  [307, 308, 400, 401, 403, 404, 405].includes(status) ||
  (status === 200 && (notFoundPage.test(text) || ledOn.test(text)));

/** What server actions say to those whom they refuse. */
const words =
  /Please sign in first\.|There is nothing here that you can see\.|There is no ground on which you may see such a record\./;

/** A server action's refusal: one of the sentences. */
export function expectActionRefused(answer: Answer, what: string): void {
  const { status, headers, text } = answer;
  expectNothingInside(text, what);
  // Without any cookie proxy.ts asks to sign in before the action is looked for.
  if (status === 307) {
    checkEqual(headers.location?.includes('/sign-in'), true, `${what} leads to ${headers.location}`);
    return;
  }
  const told = `${what}: ${text.slice(0, 300)}`;
  checkEqual(status, 200, told);
  checkEqual(words.test(text), true, told);
}

/** A server action did what it is for. */
export function expectActionDone({ status, text }: Answer, what: string): void {
  const told = `${what}: ${text.slice(0, 300)}`;
  checkEqual(status, 200, told);
  checkEqual(words.test(text) || text.includes('Please check “'), false, told);
}
