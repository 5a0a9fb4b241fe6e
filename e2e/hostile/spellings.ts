import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';

/** One way to ask for an address that is closed. */
export type Spelling = {
  name: string;
  path: string;
  headers?: OutgoingHttpHeaders;
  /** The answer may be a part that says nothing, so only what it holds is looked at. */
  part?: true;
};

const rsc = { rsc: '1' };
const encodedLetter = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`;
const lastSlash = /(?<=.)\/(?=[^/]*$)/;

/** Other ways to write an address that lead to the same page or handler. `query` begins with ? or is empty. */
export function spellingsOf(path: string, query: string): Spelling[] {
  const asPart = `${path}${query === '' ? '?' : `${query}&`}_rsc=`;
  const prefetch = { ...rsc, 'next-router-prefetch': '1' };
  const tree = { ...prefetch, 'next-router-segment-prefetch': '/_tree' };
  return [
    { name: 'an encoded letter', path: path.replace(/[a-z]/, encodedLetter) + query },
    { name: 'the last letter encoded', path: path.replace(/[a-z](?=[^a-z]*$)/, encodedLetter) + query },
    { name: '.rsc', path: `${path}.rsc${query}` },
    { name: 'what the router asks for', path: asPart, headers: rsc },
    { name: 'prefetch', path: asPart, headers: prefetch, part: true },
    { name: 'the tree of segments', path: asPart, headers: tree, part: true },
  ];
}

/** Ways that are for the server to understand, whatever the page. */
export const oddSpellingsOf = (path: string, query: string): Spelling[] =>
  Object.entries({
    'a slash at the end': `${path}/`,
    'a slash too many': `/${path}`,
    'a detour': `/x/..${path}`,
    'a dot': path.replace('/', '/./'),
    'an encoded slash': path.replace(lastSlash, '%2f'),
    'a backslash': path.replace(lastSlash, '%5c'),
    capitals: path.toUpperCase(),
    'a parameter': `${path};x=1`,
    '.json': `${path}.json`,
    'data of the pages router': `/_next/data/x${path}.json`,
    'a locale': `/en${path}`,
  }).map(([name, spelled]) => ({ name, path: spelled + query }));

/** What a request may claim about itself, the address as it is. */
export const claimsOf = (path: string, origin: string): Spelling[] =>
  Object.entries<OutgoingHttpHeaders>({
    'a subrequest of the proxy': { 'x-middleware-subrequest': Array(6).fill('proxy').join(':') },
    'a subrequest of its source': { 'x-middleware-subrequest': Array(6).fill('src/middleware').join(':') },
    'what the proxy passed on': { 'x-middleware-next': '1', 'x-invoke-path': '/', 'x-matched-path': '/' },
    'another host': { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    'a person': { 'x-user-id': randomUUID(), 'x-forwarded-user': 'admin', authorization: 'Bearer x' },
    'the site itself': { origin, referer: `${origin}/admin`, 'x-forwarded-for': '127.0.0.1' },
  }).map(([name, headers]) => ({ name, path, headers }));
