import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Rooms whose statements nobody waits for: operations, and measuring itself. */
const operations = /^(performance|optimizer|backups|compliance|interop|rehearsal|jobs|cache|audit\/seal)\//;

it('names every module of a product room that names statements', () => {
  const naming = readdirSync('lib', { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => /(?<!\.test)\.ts$/.test(file) && !/(^|\/)testing\//.test(file) && !operations.test(file),
    )
    .filter((file) => {
      const source = readFileSync(`lib/${file}`, 'utf8');
      return source.includes("from '@/db/statement'") && /\bstatement\(/.test(source);
    });
  const listed = readFileSync('lib/optimizer/workload/product-statements.ts', 'utf8').matchAll(
    /^import '@\/lib\/(.+)';$/gm,
  );
  expect([...listed].map(([, module]) => `${module}.ts`).sort()).toEqual(naming.sort());
});
