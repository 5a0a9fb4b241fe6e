import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { writeRules } from './write-document';

it('docs/rules.md has every rule as it is now (npm run docs:rules)', () => {
  const file = new URL('../../../docs/rules.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(writeRules());
});
