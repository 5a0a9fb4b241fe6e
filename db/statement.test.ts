import { expect, it } from 'vitest';
import { namedStatements, statement, unpreparedStatement } from './statement';

it('keeps one text to a name, as a connection does', () => {
  const first = statement('test.one', 'SELECT 1');
  expect(first.text).toBe('SELECT 1 /* test.one */');
  expect(statement('test.one', 'SELECT 1')).toEqual(first);
  expect(() => statement('test.one', 'SELECT 2')).toThrow('test.one');
  expect(unpreparedStatement('test.one', 'SELECT 2').name).toBe('');
  expect(namedStatements()).toContainEqual(first);
});
