import { expect, it } from 'vitest';
import { decodeFeed } from './decode-feed';

const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>é</a>`;

it('reads a feed as its server says, then as it says itself', () => {
  const latin = Buffer.from(declared('ISO-8859-1'), 'latin1');
  expect(decodeFeed(latin, null)).toContain('é');
  expect(decodeFeed(latin, 'text/xml; charset="iso-8859-1"')).toContain('é');
  expect(decodeFeed(Buffer.from('<a>é</a>', 'latin1'), 'text/xml; charset=latin1')).toContain('é');
  expect(decodeFeed(Buffer.from('<a>é</a>'), null)).toContain('é');
});

it('reads what its byte order mark says', () => {
  expect(decodeFeed(Buffer.from('\ufeff<a>é</a>', 'utf16le'), 'text/xml; charset=utf-8')).toBe('<a>é</a>');
  expect(decodeFeed(Buffer.from('\ufeff<a>é</a>'), null)).toBe('<a>é</a>');
});

it('reads one that is not what is said of it all the same', () => {
  expect(decodeFeed(Buffer.from(declared('utf-8'), 'latin1'), 'text/xml; charset=utf-8')).toContain('é');
  expect(decodeFeed(Buffer.from(declared('no-such-thing')), 'text/xml; charset=made-up')).toContain('é');
  expect(decodeFeed(Buffer.from([0xff, 0x00, 0x81]), null)).toHaveLength(3);
});
