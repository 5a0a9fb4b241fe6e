import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedFault } from './feed-fault';
import { parseFeed } from './parse-feed';
import { plainText } from './plain-text';
import { item, rss } from './testing/feed-server';

const titles = (text: string) => parseFeed(text).map(({ title }) => title);

describe('a feed', () => {
  it('of RSS 2.0 is read', () => {
    const more =
      '<link>https://example.org/1?a=1&amp;b=2</link><pubDate>Thu, 26 Nov 2026 08:00:00 GMT</pubDate>' +
      '<description>&lt;p&gt;One &amp;amp; &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;</description>';
    expect(parseFeed(rss(item('First', more)))).toEqual([
      {
        key: 'First',
        title: 'First',
        summary: 'One & two',
        link: 'https://example.org/1?a=1&b=2',
        publishedAt: '2026-11-26T08:00:00.000Z',
      },
    ]);
  });

  it('of Atom is read, whatever kind of text it holds', () => {
    const text = `<feed xmlns="http://www.w3.org/2005/Atom"><title>A feed</title><entry>
      <title type="html"><![CDATA[An <em>index</em>]]></title><id>tag:example.org,2026:1</id>
      <link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
      <updated>2026-11-25T08:00:00Z</updated><published>2026-11-20T08:00:00Z</published>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Said<b>so</b></p><title>x</title></div></content>
    </entry></feed>`;
    expect(parseFeed(text)).toEqual([
      {
        key: 'tag:example.org,2026:1',
        title: 'An index',
        summary: 'Said so x',
        link: 'https://example.org/1',
        publishedAt: '2026-11-20T08:00:00.000Z',
      },
    ]);
  });

  it('of RSS 1.0 is read', () => {
    const text = `<rdf:RDF><channel><title>A feed</title></channel>
      <item><title>One</title><dc:date>2026-11-26T08:00:00Z</dc:date></item></rdf:RDF>`;
    expect(parseFeed(text)).toMatchObject([{ title: 'One', publishedAt: '2026-11-26T08:00:00.000Z' }]);
  });

  it('without entries is one, a page is none', () => {
    expect(parseFeed(rss(''))).toEqual([]);
    for (const text of ['', '{}', '<!doctype html><html><body><item><title>x</title></item></body></html>'])
      expect(() => parseFeed(text)).toThrow(FeedFault);
  });

  it('gives a hundred entries, those with a title', () => {
    const many = Array.from({ length: 300 }, (_, n) => item(`Entry ${n}`)).join('');
    expect(titles(rss(`<item><description>no title</description></item>${many}`))).toHaveLength(99);
  });
});

describe('a hostile feed', () => {
  it('is text, with script and without', () => {
    const dangerous = [
      '&lt;script&gt;alert(1)&lt;/script&gt;Title',
      '<![CDATA[<script>alert(1)</script>Title]]>',
      '<![CDATA[<img src=x onerror=alert(1)>Title<style>p{}</style>]]>',
      '<script>alert(1)</script>Title',
    ];
    for (const title of dangerous) {
      const [found] = parseFeed(rss(`<item><title>${title}</title></item>`));
      expect(found?.title).not.toMatch(/[<>]/);
      expect(found?.title).toContain('Title');
    }
  });

  it('knows no entities of its own: none grows, none reads a file', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "${'&a;'.repeat(1_000)}"><!ENTITY c "${'&b;'.repeat(1_000)}">
      <!ENTITY file SYSTEM "file:///etc/passwd">]>`;
    const [found] = parseFeed(`${bomb}${rss(item('x &c; &file;'))}`);
    expect(found?.title).toBe('x &c; &file;');
  });

  it('is refused where its elements are nested without an end', () => {
    const deep = '<a>'.repeat(100_000);
    expect(() => parseFeed(rss(`<item>${deep}`))).toThrow('too deeply');
  });

  it('leads to web addresses only', () => {
    const links = [
      'javascript:alert(1)',
      'data:text/html,x',
      'http://example.org/',
      'https://a:b@c.org/',
      '//x',
    ];
    for (const link of links)
      expect(parseFeed(rss(item('x', `<link>${link}</link>`)))).toMatchObject([{ link: null }]);
  });

  it('has no moments that are none, nor any to come', () => {
    for (const day of ['never', '0000', '9999-01-01', '1000-01-01', 'x'.repeat(5_000)])
      expect(parseFeed(rss(item('x', `<pubDate>${day}</pubDate>`)))).toMatchObject([{ publishedAt: null }]);
  });

  it('keeps no control characters, no turning of directions, no half characters', () => {
    const [found] = parseFeed(rss(item('a&#0;b&#8238;c&#xD800;d\u0007e')));
    expect(found?.title).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(found?.key).toMatch(/^sha256:/);
  });

  it('is cut to size', () => {
    const [found] = parseFeed(
      rss(item('😀'.repeat(5_000), `<description>${'y '.repeat(9_000)}</description>`)),
    );
    expect([found?.title.length, found?.summary.length].every((length) => Number(length) <= 1_000)).toBe(
      true,
    );
    expect(found?.title).not.toMatch(/\p{Cs}/u);
  });

  it('of any kind is read or refused, and what is read fits', () => {
    const mess = fc
      .array(
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            '<rss>',
            '<item>',
            '</item>',
            '<title>',
            '</title>',
            '<![CDATA[',
            ']]>',
            '<!--',
            '&#x',
          ),
        ),
      )
      .map((parts) => `<rss>${parts.join('')}`);
    fc.assert(
      fc.property(mess, (text) => {
        for (const { key, title, summary } of parseFeed(text)) {
          expect(key.length).toBeLessThanOrEqual(500);
          expect(title.length).toBeLessThanOrEqual(300);
          expect(summary.length).toBeLessThanOrEqual(1_000);
          expect(title + summary + key).not.toContain('\0');
        }
      }),
    );
  });
});

it('plain text is one line', () => {
  expect(plainText('<p>One</p>\n<p>two<br>three</p>', 100)).toBe('One two three');
  expect(plainText('a < b && c > d', 100)).toBe('a < b && c > d');
  expect(plainText('abcdef', 4)).toBe('abc…');
});
