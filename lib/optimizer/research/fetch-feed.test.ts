import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FeedFault } from './feed-fault';
import { type FetchOptions, fetchFeed, mostBytes } from './fetch-feed';
import { requireFeedAddress } from './public-address';
import { allowAll, FeedServer, getLocal, rss } from './testing/feed-server';

const server = new FeedServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

const nothing = { etag: null, lastModified: null };
const local = { get: getLocal, allow: allowAll };
const fetched = (address: string, options: FetchOptions = {}, version = nothing) =>
  fetchFeed(address, version, { ...local, ...options });
const fault = async (address: string, options: FetchOptions = {}) => {
  const error = await fetched(address, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FeedFault);
  return error instanceof Error ? error.message : '';
};

describe('a feed is fetched', () => {
  it('with what its server says of its version', async () => {
    const headers = { etag: '"one"', 'last-modified': 'Thu, 26 Nov 2026 08:00:00 GMT' };
    const address = server.feed('/plain', rss(''), headers);
    expect(await fetched(address)).toMatchObject({
      changed: true,
      contentType: 'application/rss+xml',
      version: { etag: '"one"', lastModified: headers['last-modified'] },
    });
  });

  it('not a second time where it is the same', async () => {
    const address = server.answer('/same', (response, { headers }) => {
      const isKnown = headers['if-none-match'] === '"one"' && headers['if-modified-since'] === 'yesterday';
      response.writeHead(isKnown ? 304 : 200).end();
    });
    const known = { etag: '"one"', lastModified: 'yesterday' };
    expect(await fetchFeed(address, known, local)).toEqual({ changed: false });
    expect(await fetched(address)).toMatchObject({ changed: true });
  });

  it('without a version that could not be sent back', async () => {
    const address = server.feed('/odd', rss(''), { etag: `"${'x'.repeat(400)}"` });
    expect(await fetched(address)).toMatchObject({ version: { etag: null } });
  });
});

describe('a feed is refused', () => {
  it('that is too large, before all of it has come', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let sent = 0;
    const address = server.answer('/huge', (response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && sent < 50 * mostBytes) {
          sent += chunk.length;
          if (!response.write(chunk)) return response.once('drain', more);
        }
        return response.end();
      };
      more();
    });
    expect(await fault(address)).toContain('larger than 2 MB');
    expect(sent).toBeLessThan(50 * mostBytes);
  });

  it('that is packed, so that a small one cannot become a large one', async () => {
    expect(await fault(server.feed('/packed', 'x', { 'content-encoding': 'gzip' }))).toContain('packs');
  });

  it('that does not come', async () => {
    const silent = server.answer('/silent', () => undefined);
    expect(await fault(silent, { milliseconds: 50 })).toContain('too long');
    const slow = server.answer('/slow', (response) => response.writeHead(200).write('<rss>'));
    expect(await fault(slow, { milliseconds: 50 })).toContain('too long');
  });

  it('that is not there, or whose server is not', async () => {
    expect(await fault(server.answer('/gone', (response) => response.writeHead(410).end()))).toContain('410');
    expect(await fault('http://127.0.0.1:1/')).toContain('no connection to its server (ECONNREFUSED)');
    const broken = server.answer('/broken', (response) => response.socket?.destroy());
    expect(await fault(broken)).toContain('no connection');
  });
});

describe('a redirect', () => {
  const leadOn = (path: string, location: string) =>
    server.answer(path, (response) => response.writeHead(302, { location }).end());

  it('is followed, a few times', async () => {
    server.feed('/end', rss(''));
    leadOn('/second', '/end');
    expect(await fetched(leadOn('/first', '/second'))).toMatchObject({ changed: true });
    expect(await fault(leadOn('/round', '/round'))).toContain('without an end');
    expect(server.asked.filter(({ path }) => path === '/round')).toHaveLength(4);
  });

  it('to where no feed may be is not', async () => {
    const allow = (text: string) => (text.includes('/public') ? new URL(text) : requireFeedAddress(text));
    for (const [location, words] of [
      ['https://169.254.169.254/latest/meta-data/', 'private network'],
      ['https://[::1]/', 'private network'],
      ['https://2130706433/', 'private network'],
      ['http://example.org/', 'https://'],
      ['file:///etc/passwd', 'https://'],
      ['https://user:word@example.org/', 'no password'],
      ['https://example.org:8443/', 'port'],
      ['https://', 'is none'],
    ] as const)
      expect([location, await fault(leadOn('/public', location), { allow })]).toEqual([
        location,
        expect.stringContaining(words),
      ]);
  });
});

it('whoever stops the worker is not told that the feed is at fault', async () => {
  const stopping = new AbortController();
  const silent = server.answer('/stopped', () => stopping.abort(new Error('stopping')));
  await expect(fetched(silent, { signal: stopping.signal })).rejects.not.toBeInstanceOf(FeedFault);
});
