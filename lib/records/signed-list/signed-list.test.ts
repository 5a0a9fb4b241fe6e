import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { provideSecrets } from '@/lib/env';
import { erasureList as list } from '../erasure/erasure-list';
import { addToList, listFile, readList, writeList } from './signed-list';

const [first, second] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));
const erased = [
  { userId: '0d9f7a52-6f0b-4b8f-9d5e-0f6f6f3e1a10', erasedAt: '2026-03-02T10:00:00.123456Z' },
  { userId: 'b3b8c1f4-3d57-4f0e-8c57-94d3d1a2b7c9', erasedAt: '2026-03-03T10:00:00Z' },
];
let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'syllabase-erasures-'));
  path = listFile(list, folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const runWith = (MASTER_KEY = '', ...MASTER_KEY_PREVIOUS: string[]) =>
  provideSecrets({ AUTH_SECRET: 'x'.repeat(16), MASTER_KEY, MASTER_KEY_PREVIOUS });

it('outlives a change of the master key: read by both, then signed anew', async () => {
  runWith(first);
  await addToList(list, path, erased.slice(0, 1));
  expect(await readList(list, path)).toEqual({ listed: erased.slice(0, 1), refused: [], isOld: false });
  runWith(second, first ?? '');
  await addToList(list, path, erased.slice(1));
  expect(await readList(list, path)).toEqual({ listed: erased, refused: [], isOld: true });
  await writeList(list, path, erased);
  runWith(second);
  expect(await readList(list, path)).toEqual({ listed: erased, refused: [], isOld: false });
  runWith(first);
  expect((await readList(list, path)).refused).toHaveLength(2);
});
