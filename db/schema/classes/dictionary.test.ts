import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getTableName, isTable } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { dictionary } from './dictionary';
import { handWrittenTables } from './hand-written';
import { writeDictionary } from './write-dictionary';

const folder = fileURLToPath(new URL('..', import.meta.url));

it('knows every table of every schema file', async () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    files.map((name): Promise<Record<string, unknown>> => import(`${folder}${name}`)),
  );
  const tables = modules.flatMap((module) => Object.values(module).filter((value) => isTable(value)));
  const names = [...tables.map((table) => getTableName(table)), ...handWrittenTables.map(({ name }) => name)];
  expect(dictionary.map(({ name }) => name)).toEqual(names.sort());
});

it('is written down in docs/data-dictionary.md as it is now (npm run docs:dictionary)', () => {
  const file = new URL('../../../docs/data-dictionary.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(writeDictionary());
});
