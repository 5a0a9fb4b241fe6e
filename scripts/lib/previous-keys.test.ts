import { expect, it } from 'vitest';
import { previousTo } from './database';

it('a generated master key stays known where another one is set', () => {
  expect(previousTo('new', [], ['generated'])).toEqual(['generated']);
  expect(previousTo('new', ['older'], ['generated'])).toEqual(['older', 'generated']);
  expect(previousTo('new', ['generated'], ['generated'])).toEqual(['generated']);
  expect(previousTo('generated', [], ['generated'])).toEqual([]);
  expect(previousTo(undefined, [], ['generated'])).toEqual([]);
  expect(previousTo(undefined, [], ['restored', 'later'])).toEqual(['later']);
  expect(previousTo('later', [], ['restored', 'later'])).toEqual(['restored']);
  expect(previousTo('new', ['older'], [])).toEqual(['older']);
});
