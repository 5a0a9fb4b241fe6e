import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';
import { FeedFault } from './feed-fault';
import { plainText } from './plain-text';

export type FeedEntry = {
  /** By which the feed knows it. */
  key: string;
  title: string;
  summary: string;
  /** An https address, or null. */
  link: string | null;
  /** ISO, or null where the feed does not say or says nonsense. */
  publishedAt: string | null;
};

const mostEntries = 100;
const deepest = 64;
const longest = { key: 500, title: 300, summary: 1_000, link: 1_000 } as const;

/** What RSS 2.0, RSS 1.0 and Atom call the same; of several the first that is there counts. */
const fields = new Map<string, keyof Raw>([
  ['title', 'title'],
  ['description', 'summary'],
  ['summary', 'summary'],
  ['content', 'content'],
  ['content:encoded', 'content'],
  ['link', 'link'],
  ['guid', 'id'],
  ['id', 'id'],
  ['pubdate', 'date'],
  ['published', 'date'],
  ['dc:date', 'date'],
  ['updated', 'updated'],
]);

type Raw = Partial<Record<'title' | 'summary' | 'content' | 'link' | 'id' | 'date' | 'updated', string>>;

/** Reads the elements of a feed one by one; no document is built, and no entity is known but those of XML itself. */
class FeedReader {
  readonly entries: Raw[] = [];
  isFeed = false;
  #path: string[] = [];
  #entry: Raw | null = null;
  #entryDepth = 0;
  #field: keyof Raw | null = null;
  #fieldDepth = 0;
  #text = '';

  open(name: string, attributes: Record<string, string>): void {
    if (this.#path.length === 0 && ['rss', 'feed', 'rdf:rdf'].includes(name)) this.isFeed = true;
    this.#path.push(name);
    if (this.#path.length > deepest) throw new FeedFault('Its elements are nested too deeply.');
    if (this.#entry === null && (name === 'item' || name === 'entry')) this.#begin();
    else if (this.#entry !== null) this.#enter(this.#entry, name, attributes);
  }

  text(part: string): void {
    if (this.#field !== null) this.#text += part;
  }

  close(): void {
    if (this.#field !== null && this.#path.length === this.#fieldDepth) this.#leave();
    if (this.#entry !== null && this.#path.length === this.#entryDepth) {
      if (this.entries.length < mostEntries) this.entries.push(this.#entry);
      this.#entry = null;
    }
    this.#path.pop();
  }

  #begin(): void {
    this.#entry = {};
    this.#entryDepth = this.#path.length;
  }

  #enter(entry: Raw, name: string, { href, rel = 'alternate' }: Record<string, string>): void {
    if (this.#field !== null) {
      // Atom may hold XHTML as it is: what is said in it counts, its elements do not.
      this.#text += ' ';
      return;
    }
    const field = this.#path.length === this.#entryDepth + 1 ? fields.get(name) : undefined;
    if (field === undefined) return;
    if (field === 'link' && href !== undefined) {
      if (rel === 'alternate') entry.link ??= href;
      return;
    }
    this.#field = field;
    this.#fieldDepth = this.#path.length;
    this.#text = '';
  }

  #leave(): void {
    const text = this.#text.trim();
    if (this.#entry !== null && this.#field !== null && text !== '') this.#entry[this.#field] ??= text;
    this.#field = null;
    this.#text = '';
  }
}

/**
 * The entries of a feed, RSS or Atom, as plain text; the first hundred.
 *
 * @throws FeedFault where it is no feed
 */
export function parseFeed(text: string): FeedEntry[] {
  const reader = new FeedReader();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name.toLowerCase(), attributes),
      ontext: (part) => reader.text(part),
      onclosetag: () => reader.close(),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  if (!reader.isFeed) throw new FeedFault('What its server sends is no feed (RSS or Atom).');
  return reader.entries.flatMap(entryOf);
}

function entryOf({ title, summary, content, link, id, date, updated }: Raw): FeedEntry[] {
  const address = webAddress(link ?? id);
  const shown = plainText(title ?? '', longest.title);
  const key = id ?? link ?? title;
  if (shown === '' || key === undefined) return [];
  return [
    {
      key: keyOf(key),
      title: shown,
      summary: plainText(summary ?? content ?? '', longest.summary),
      link: address,
      publishedAt: moment(date ?? updated),
    },
  ];
}

/** A key that is too long for its column, or holds what text in the database cannot, is kept by its fingerprint. */
const keyOf = (key: string): string =>
  key.length <= longest.key && /^[\x20-\x7e]+$/.test(key)
    ? key
    : `sha256:${createHash('sha256').update(key).digest('hex')}`;

function webAddress(text: string | undefined): string | null {
  if (text === undefined || text.length > longest.link || !URL.canParse(text)) return null;
  const { protocol, href, username } = new URL(text);
  return protocol === 'https:' && username === '' ? href : null;
}

function moment(text: string | undefined): string | null {
  const at = text === undefined || text.length > 60 ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) || at < 0 || at > Date.now() + 86_400_000 ? null : new Date(at).toISOString();
}
