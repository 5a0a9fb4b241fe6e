import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import journal from './migrations/meta/_journal.json';

/** How many migrations the first release began with; the later ones meet tables that hold rows. */
const first = 5;

/** Tables that grow with what is taught and not with who learns: a pass over them is a moment. */
const taught = new Set(['courses', 'lessons']);

/** What may not be done to a table that an earlier migration made, and what to do instead. */
const forbidden: [pattern: RegExp, instead: string, but?: Set<string>][] = [
  [
    /CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)(IF NOT EXISTS )?"?\w+"? ON (ONLY )?"?(\w+)"?/gi,
    'build it concurrently',
  ],
  [/ALTER TABLE "?(\w+)"? ADD CONSTRAINT (?![^;]*NOT VALID)[^;]*/gi, 'NOT VALID, then VALIDATE'],
  [
    /ALTER TABLE "?(\w+)"?\s[^;]*?ALTER COLUMN [^;]*(SET NOT NULL|SET DATA TYPE|TYPE )[^;]*/gi,
    'a check constraint, or a new column',
    taught,
  ],
  [
    /ALTER TABLE "?(\w+)"?\s[^;]*?(RENAME|DROP COLUMN "?(\w+)"?(?![^;]*ADD COLUMN "?\3"?))[^;]*/gi,
    'first a release that does not use it',
  ],
  [/\b(VACUUM FULL|CLUSTER|REINDEX (?!.*CONCURRENTLY)|LOCK TABLE)[^;]*/gi, 'nothing that holds the table'],
  [/^\s*(UPDATE|DELETE FROM) [^;]*/gim, 'a backfill in batches by the worker'],
];

it('keeps every later migration to docs/decisions/0003-migrations-under-load.md', async () => {
  const faults: string[] = [];
  for (const { tag } of journal.entries.slice(first)) {
    const text = await readFile(new URL(`./migrations/${tag}.sql`, import.meta.url), 'utf8');
    const own = new Set(
      [...text.matchAll(/CREATE (?:UNLOGGED )?TABLE "?(\w+)"?/gi)].map(([, table]) => table),
    );
    const statements = text.replace(/\$\$[\s\S]*?\$\$/g, '').replace(/--.*$/gm, '');
    for (const [pattern, instead, but] of forbidden) {
      for (const match of statements.matchAll(pattern)) {
        const tables = match.slice(1).filter((group) => group !== undefined);
        if (!tables.some((table) => own.has(table) || but?.has(table)))
          faults.push(`${tag}: ${match[0].slice(0, 90)} → ${instead}`);
      }
    }
  }
  expect(faults).toEqual([]);
});
