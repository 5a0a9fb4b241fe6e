import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { FeedFault } from './feed-fault';
import { publicLookup, requireFeedAddress } from './public-address';

/** What is known of the version that was read last. */
export type Version = { etag: string | null; lastModified: string | null };

export type Fetched =
  | { changed: false }
  | { changed: true; body: Buffer; contentType: string | null; version: Version };

/** One GET that follows no redirect. The product's own goes over https to public addresses only; tests give another. */
export type Get = (
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
) => Promise<IncomingMessage>;

/** Bytes of a feed at most, as they come over the line: nothing is unpacked. */
export const mostBytes = 2 * 1024 ** 2;
/** Milliseconds for all of it, redirects included. */
const patience = 20_000;
const mostRedirects = 3;
const longestHeader = 300;

export const getPublic: Get = (url, headers, signal) =>
  new Promise((resolve, reject) => {
    request(url, { headers, signal, lookup: publicLookup, agent: false }, resolve).on('error', reject).end();
  });

export type FetchOptions = {
  get?: Get;
  /** Decides whether an address may be asked, at first and after each redirect; throws where not. */
  allow?: (text: string) => URL;
  signal?: AbortSignal;
  milliseconds?: number;
};

/**
 * Asks for a feed, if it has another version than the one that is known.
 *
 * @throws FeedFault in words, whatever is wrong with it
 */
export async function fetchFeed(
  address: string,
  version: Version,
  { get = getPublic, allow = requireFeedAddress, signal: stop, milliseconds = patience }: FetchOptions = {},
): Promise<Fetched> {
  const limit = AbortSignal.timeout(milliseconds);
  const signal = stop ? AbortSignal.any([stop, limit]) : limit;
  try {
    const response = await follow(allow(address), { get, allow, signal, headers: headersFor(version) });
    return await readResponse(response);
  } catch (error) {
    throw stop?.aborted ? error : asFault(error, limit.aborted);
  }
}

const headersFor = ({ etag, lastModified }: Version): Record<string, string> => ({
  accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8',
  'accept-encoding': 'identity',
  'user-agent': 'Syllabase research log',
  ...(etag !== null && { 'if-none-match': etag }),
  ...(lastModified !== null && { 'if-modified-since': lastModified }),
});

type Following = {
  get: Get;
  allow: (text: string) => URL;
  signal: AbortSignal;
  headers: Record<string, string>;
};

async function follow(first: URL, { get, allow, signal, headers }: Following): Promise<IncomingMessage> {
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await get(url, headers, signal);
    const { statusCode = 0 } = response;
    const { location } = response.headers;
    if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return response;
    response.destroy();
    if (!URL.canParse(location, url)) throw new FeedFault('It leads on to an address that is none.');
    url = allow(new URL(location, url).href);
  }
  throw new FeedFault('It leads on from one address to the next without an end.');
}

async function readResponse(response: IncomingMessage): Promise<Fetched> {
  const { statusCode, headers } = response;
  if (statusCode === 304) {
    response.destroy();
    return { changed: false };
  }
  if (statusCode !== 200) return refuse(response, `Its server answered with status ${statusCode}.`);
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity') return refuse(response, 'Its server packs what it sends, though asked not to.');
  const body = await readBody(response);
  return {
    changed: true,
    body,
    contentType: headers['content-type'] ?? null,
    version: { etag: kept(headers.etag), lastModified: kept(headers['last-modified']) },
  };
}

function refuse(response: IncomingMessage, words: string): never {
  response.destroy();
  throw new FeedFault(words);
}

/** What is sent back the next time; longer ones are left out, and the feed is read whole then. */
const kept = (header: string | undefined): string | null =>
  header !== undefined && header.length <= longestHeader && /^[\x20-\x7e]+$/.test(header) ? header : null;

async function readBody(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > mostBytes) return refuse(response, 'It is larger than 2 MB.');
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

function asFault(error: unknown, isLate: boolean): FeedFault {
  if (error instanceof FeedFault) return error;
  if (isLate) return new FeedFault('Its server took too long to answer.');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new FeedFault(
    `There was no connection to its server${code && ` (${code})`}. Without the internet that is as it should be.`,
  );
}
