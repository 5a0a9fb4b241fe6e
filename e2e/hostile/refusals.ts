import { expect } from '../fixtures';
import type { Answer } from '../raw-http';

/** Stack traces, files, SQL and the words of drivers. */
const inside =
  /\bat .*\.(js|ts):\d+|node_modules|SELECT .* FROM|syntax error at|PostgresError|ECONNREFUSED|question_keys/;

/** Nothing of the inside is shown, and no `secret`. */
export function expectNothingInside(text: string, what: string, secrets: readonly string[] = []): void {
  expect(text, what).not.toMatch(inside);
  for (const secret of secrets) expect(text.includes(secret), `${what} shows ${secret}`).toBe(false);
}

type Told = { status: number | undefined; type: string | undefined; text: string };

/** A refusal of the interface: a problem document with a sentence, and nothing else. */
export function expectProblem(told: Told, status: number | readonly number[], what: string): void {
  expect([status].flat(), `${what}: ${told.text.slice(0, 300)}`).toContain(told.status);
  expect(told.type, what).toContain('application/problem+json');
  expectNothingInside(told.text, what);
  const problem = JSON.parse(told.text);
  expect(
    Object.keys(problem)
      .filter((name) => name !== 'fields')
      .sort(),
    what,
  ).toEqual(['detail', 'status', 'title', 'type']);
  expect(problem.detail.length, what).toBeGreaterThan(10);
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
  expect([new URL(origin).host, `localhost:${new URL(origin).port}`], location).toContain(target.host);
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

/** A server action's refusal: one of the sentences, or no words at all where its caller waits for none. */
export function expectActionRefused(answer: Answer, wordless: boolean, what: string): void {
  const { status, headers, text } = answer;
  expectNothingInside(text, what);
  // Without any cookie proxy.ts asks to sign in before the action is looked for.
  if (status === 307) {
    expect(headers.location, what).toContain('/sign-in');
    return;
  }
  expect(status, `${what}: ${text.slice(0, 300)}`).toBe(wordless ? 500 : 200);
  if (!wordless) expect(text, what).toMatch(words);
}

/** A server action did what it is for. */
export function expectActionDone({ status, text }: Answer, what: string): void {
  expect(status, `${what}: ${text.slice(0, 300)}`).toBe(200);
  expect(text, what).not.toMatch(words);
  expect(text, what).not.toContain('Please check “');
}
