import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf } from './entry';
import { persistIn, removePersisted } from './persistence';
import { CacheStore } from './store';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'cache-')), 'ai');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const start = () => new CacheStore({ persistence: persistIn(folder) });
const key = 'entry:ai:one';
const ai = { cacheClass: 'ai', key } as const;

function keep(store: CacheStore, cacheClass: 'ai' | 'catalog' = 'ai', name = key): void {
  const value = { kind: 'FETCH', data: { body: `{"value":"${name}"}` }, revalidate: 3600 };
  const mark = store.mark();
  const tags = [name, 'course:7'];
  store.keep(
    { cacheClass, key: name },
    { value, tags, mark, loadedAt: mark.at, lifetime: 3600, bytes: bytesOf(value) },
  );
}

describe('a restart', () => {
  it('keeps what a model wrote, and nothing else', async () => {
    const before = start();
    keep(before);
    keep(before, 'catalog', 'entry:catalog:one');
    const after = start();
    expect((await after.find(ai))?.entry.value.data?.body).toBe(`{"value":"${key}"}`);
    expect(after.shelves.catalog.size).toBe(0);
  });

  it.each(['course:7', 'cache:none-of-it', '*'])('resurrects nothing that %s dropped', async (tag) => {
    const before = start();
    keep(before);
    await before.invalidate([tag]);
    expect((await start().find(ai)) === null).toBe(tag !== 'cache:none-of-it');
  });

  it('resurrects nothing that another process dropped meanwhile', async () => {
    keep(start());
    removePersisted(folder, (tags) => tags.includes('course:7'));
    expect(await start().find(ai)).toBe(null);
  });

  it('keeps no more than the limit, in files only their owner reads', () => {
    const store = start();
    for (let n = 0; n < 120; n += 1) keep(store, 'ai', `entry:ai:${n}`);
    expect(readdirSync(folder)).toHaveLength(100);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(start().shelves.ai.size).toBe(100);
  });

  it('removes a file that is no answer', () => {
    start();
    writeFileSync(join(folder, 'broken.json'), '{"key":');
    expect(start().shelves.ai.size).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});
