import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedFault } from './feed-fault';
import { fetchFeed } from './fetch-feed';
import { isPublic, requireFeedAddress } from './public-address';

describe('an address of the public internet', () => {
  it.each(['93.184.215.14', '8.8.8.8', '172.15.0.1', '172.32.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    'is %s',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it.each([
    '127.0.0.1',
    '127.1.2.3',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '2002:7f00:1::',
    '2001:db8::1',
    '2001::1',
    'not an address',
    '',
  ])('is not “%s”', (address) => expect(isPublic(address)).toBe(false));

  it('is never one of a private network', () => {
    const part = fc.integer({ min: 0, max: 255 });
    const within = fc.oneof(
      fc.tuple(fc.constant(10), part, part, part),
      fc.tuple(fc.constant(127), part, part, part),
      fc.tuple(fc.constant(192), fc.constant(168), part, part),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), part, part),
    );
    fc.assert(fc.property(within, (parts) => !isPublic(parts.join('.'))));
  });
});

describe('the address of a feed', () => {
  it('is https on its usual port, as URL writes it', () => {
    expect(requireFeedAddress('https://Example.org/feed').href).toBe('https://example.org/feed');
    expect(requireFeedAddress('https://example.org:443/').href).toBe('https://example.org/');
  });

  it.each([
    'http://example.org/',
    'ftp://example.org/',
    'javascript:alert(1)',
    'https://a:b@example.org/',
    'https://example.org:8443/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::ffff:7f00:1]/',
    'example.org',
    '',
  ])('is not %s', (address) => expect(() => requireFeedAddress(address)).toThrow(FeedFault));
});

it('a name that leads to this machine is refused when it is connected to', async () => {
  const unknown = { etag: null, lastModified: null };
  await expect(fetchFeed('https://localhost/feed', unknown)).rejects.toThrow('private network');
});
