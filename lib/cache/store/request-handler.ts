import { classTag, entryOf } from '../tags';
import { countLoad } from './counters';
import { bytesOf, type CacheControl, type Kept, type Mark } from './entry';
import { readHead } from './envelope';
import { pageKey } from './page-key';
import type { CacheStore, Found } from './store';

export type GetContext = { kind: string; tags?: string[]; revalidate?: number | false };
export type SetContext = { tags?: string[]; cacheControl?: CacheControl };
export type Answer = { value: Kept; lastModified: number; cacheControl?: CacheControl };

/** A page as Next hands it in; whoever prepares it may change its headers. */
export type RenderedPage = { html: string; headers?: Kept['headers'] };
export type PreparePage = (page: RenderedPage) => void;

const tagsHeader = 'x-next-cache-tags';
const seconds = 1000;

/**
 * What Next asks during one request. It knows which data the request read, so that a page inherits what its
 * data is made of, and when the page's render began.
 */
export class RequestHandler {
  readonly #store: CacheStore;
  readonly #preparePage: PreparePage;
  readonly #inherited = new Set<string>();
  readonly #rendering = new Map<
    string,
    { mark: Mark; startedAt: number; end: () => void; previous?: Kept }
  >();

  /** @param preparePage what every rendered page gets before it is kept or answered with */
  constructor(store: CacheStore, preparePage: PreparePage = () => {}) {
    this.#store = store;
    this.#preparePage = preparePage;
  }

  async get(key: string, context: GetContext): Promise<Answer | null> {
    return context.kind === 'FETCH' ? this.#getData(context) : this.#getPage(pageKey(key));
  }

  async set(key: string, value: Kept | null, context: SetContext): Promise<void> {
    if (value?.kind === 'FETCH') return this.#keepData(value, context.tags ?? []);
    if (value?.kind === 'APP_PAGE' && typeof value.html === 'string') {
      const page: RenderedPage = { html: value.html, headers: value.headers };
      this.#preparePage(page);
      // Next answers with this very object, so the first visitor gets the headers as well.
      value.headers = page.headers;
    }
    this.#keepPage(pageKey(key), value, context);
  }

  /** For `revalidateTag` and the like of Next: one of our invalidations. */
  async revalidateTag(tags: string | string[]): Promise<void> {
    await this.#store.invalidate([tags].flat());
  }

  async #getData({ tags = [], revalidate }: GetContext): Promise<Answer | null> {
    const address = entryOf(tags);
    if (!address) return null;
    const found = await this.#store.find(address);
    if (!found) return null;
    for (const tag of found.entry.tags) this.#inherited.add(tag);
    return { value: found.entry.value, lastModified: agreedAge(found, revalidate ?? false) };
  }

  #keepData(value: Kept, tags: string[]): void {
    const address = entryOf(tags);
    const head = readHead(value.data?.body ?? '');
    if (!address || !head) return;
    for (const tag of head.tags) this.#inherited.add(tag);
    if (!head.keep) this.#store.drop(address);
    else
      this.#store.keep(address, {
        value,
        tags: [...tags, ...head.tags],
        mark: head.mark,
        loadedAt: head.mark.at,
        lifetime: value.revalidate ?? false,
        bytes: bytesOf(value),
      });
  }

  async #getPage(key: string): Promise<Answer | null> {
    const found = await this.#store.find({ cacheClass: 'pages', key });
    if (!found || found.stale) this.#beginRender(key, found?.entry.value);
    if (!found) return null;
    const { value, cacheControl } = found.entry;
    return { value, cacheControl, lastModified: agreedAge(found, cacheControl?.revalidate ?? false) };
  }

  #beginRender(key: string, previous: Kept | undefined): void {
    const mark = this.#store.mark();
    const render = this.#store.renders.begin(mark.local);
    this.#rendering.set(key, { mark, previous, startedAt: performance.now(), end: render.end });
  }

  #keepPage(key: string, value: Kept | null, { cacheControl }: SetContext): void {
    const rendering = this.#rendering.get(key);
    if (!rendering) return;
    this.#rendering.delete(key);
    rendering.end();
    countLoad(this.#store.shelves.pages.counters, performance.now() - rendering.startedAt);
    // After a failed render Next hands the previous page in again; it is as old as it was.
    if (!value || value === rendering.previous || !isWorthKeeping(value, cacheControl)) return;
    this.#store.keep(
      { cacheClass: 'pages', key },
      {
        value,
        tags: [...new Set([classTag('pages'), ...tagsOfPage(value), ...this.#inherited])],
        mark: rendering.mark,
        loadedAt: rendering.mark.at,
        lifetime: cacheControl?.revalidate ?? false,
        cacheControl,
        bytes: bytesOf(value),
      },
    );
  }
}

/** Only pages that were found: otherwise made-up addresses would fill the class. */
const isWorthKeeping = ({ kind, status = 200 }: Kept, cacheControl: CacheControl | undefined) =>
  (kind === 'APP_PAGE' || kind === 'APP_ROUTE') && status === 200 && cacheControl?.revalidate !== 0;

function tagsOfPage({ headers }: Kept): string[] {
  const tags = headers?.[tagsHeader];
  return typeof tags === 'string' && tags !== '' ? tags.split(',') : [];
}

/** Next works staleness out anew, from this moment and the lifetime; so it arrives at what the store has judged. */
function agreedAge({ stale }: Found, revalidate: number | false): number {
  const now = Date.now();
  return stale && revalidate !== false ? now - (revalidate + 1) * seconds : now;
}
