import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { checks } from './all';

it('docs/checks.md has a line for exactly the checks there are', async () => {
  const document = await readFile(new URL('../../../docs/checks.md', import.meta.url), 'utf8');
  const firstCells = [...document.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell);
  const documented = firstCells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
  expect(documented.sort()).toEqual(checks.map(({ name }) => name).sort());
});

it('no two checks share a name, and each says why it matters', () => {
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  expect(checks.filter(({ title, why }) => !title || !why.endsWith('.'))).toEqual([]);
});
