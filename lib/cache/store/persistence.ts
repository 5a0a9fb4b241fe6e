import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bytesOf, type Entry, type EntryAddress, type Mark } from './entry';

const fileFormat = z.object({
  key: z.string(),
  tags: z.array(z.string()),
  loadedAt: z.number(),
  lifetime: z.number(),
  body: z.string(),
});

export type PersistedEntry = { address: EntryAddress; entry: Entry };
export type Persistence = {
  load(mark: Mark): PersistedEntry[];
  save(address: EntryAddress, entry: Entry): void;
  remove(key: string): void;
};

const nameOf = (key: string) => `${createHash('sha256').update(key).digest('hex')}.json`;

/**
 * Keeps the ai class in a folder across restarts, one file an answer. Synchronous on purpose: the file is
 * gone before anybody is told that the answer is, and there are a hundred at most.
 */
export function persistIn(folder: string): Persistence {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    load: (mark) => namesIn(folder).flatMap((name) => readEntry(join(folder, name), mark)),
    save(address, entry) {
      const { tags, loadedAt, lifetime, value } = entry;
      const path = join(folder, nameOf(address.key));
      const text = JSON.stringify({ key: address.key, tags, loadedAt, lifetime, body: value.data?.body });
      writeFileSync(`${path}.new`, text, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
    remove: (key) => rmSync(join(folder, nameOf(key)), { force: true }),
  };
}

/** For other processes: drops the files that carry one of the tags, or all. */
export function removePersisted(folder: string, isChanged: (tags: string[]) => boolean): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const [found] = readEntry(path, { local: 0, epoch: '', shared: 0, at: 0 });
    if (!found || isChanged([...found.entry.tags])) rmSync(path, { force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

/** Empty for a file that is no answer of ours; such a file is removed. */
function readEntry(path: string, mark: Mark): PersistedEntry[] {
  try {
    const { key, tags, loadedAt, lifetime, body } = fileFormat.parse(JSON.parse(readFileSync(path, 'utf8')));
    const value = { kind: 'FETCH', data: { headers: {}, body, status: 200, url: '' }, revalidate: lifetime };
    const entry = { value, tags, loadedAt, lifetime, mark, bytes: bytesOf(value) };
    return [{ address: { cacheClass: 'ai', key }, entry }];
  } catch {
    rmSync(path, { force: true });
    return [];
  }
}
