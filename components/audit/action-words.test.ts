import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { actionWords } from './action-words';
import { hasObjectWords } from './object-words';

const sources = ['lib', 'scripts'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('testing/'))
    .map((file) => readFileSync(join(room, file), 'utf8')),
);

/** What stands in quotes behind a pattern, anywhere in the product. */
const written = (before: RegExp): string[] => [
  ...new Set(
    sources.flatMap((text) =>
      [...text.matchAll(new RegExp(`${before.source}'([^'$]+)'`, 'g'))].map(([, name = '']) => name),
    ),
  ),
];

it('there are words for every action that the product puts into the trail', () => {
  const actions = written(/(?:\baction: |[eE]vent\()/).filter((name) => /^[a-z-]+(\.[a-z-]+)+$/.test(name));
  expect(actions.length).toBeGreaterThan(60);
  expect(actions.filter((action) => actionWords(action) === null)).toEqual([]);
});

it('there are words for every kind of object', () => {
  const kinds = written(/\bobjectType: /);
  expect(kinds.length).toBeGreaterThan(30);
  expect(kinds.filter((kind) => !hasObjectWords(kind))).toEqual([]);
});
