import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { namedStatements, statement, unpreparedStatement, writesInWith } from './statement';

it('keeps one text to a name, as a connection does', () => {
  const first = statement('test.one', 'SELECT 1');
  expect(first.text).toBe('SELECT 1 /* test.one */');
  expect(statement('test.one', 'SELECT 1')).toEqual(first);
  expect(() => statement('test.one', 'SELECT 2')).toThrow('test.one');
  expect(unpreparedStatement('test.one', 'SELECT 2').name).toBe('');
  expect(namedStatements()).toContainEqual(first);
});

it.each([
  ['WITH a AS (INSERT INTO t VALUES (1) RETURNING 1) SELECT count(*) FROM a', true],
  ['  with a as (delete from t returning 1) select 1', true],
  ['WITH a AS (UPDATE t SET n = 1 RETURNING 1) SELECT 1 FROM a', true],
  ['WITH a AS (SELECT 1 FROM t FOR UPDATE) SELECT 1 FROM a', false],
  ['WITH a AS (SELECT 1 FROM t FOR NO KEY UPDATE OF t) SELECT updated_at FROM a', false],
  ['SELECT 1 FROM t FOR UPDATE', false],
])('knows whether a WITH writes: %s', (text, writes) => {
  const asked = unpreparedStatement('test.with', text);
  expect([writesInWith(asked), writesInWith(asked)]).toEqual([writes, writes]);
});

// Where the planner takes the table for empty, which a vacuum between two batches tells it, IN becomes a loop that asks for the
// batch again for each row. ANY (ARRAY(…)) asks once.
it('takes no batch by IN, which may ask for it row by row', () => {
  const batchByIn = /\bIN \(\s*SELECT\b[^()]*(?:\([^()]*\)[^()]*)*\bLIMIT\b/;
  expect('DELETE FROM t WHERE id IN (\n SELECT id FROM t WHERE f(a) ORDER BY id LIMIT $1)').toMatch(
    batchByIn,
  );
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => batchByIn.test(readFileSync(`lib/${file}`, 'utf8')))).toEqual([]);
});
