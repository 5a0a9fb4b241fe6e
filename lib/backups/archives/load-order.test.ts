import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inLoadOrder } from './load-order';

/** Tables that point to earlier ones only, in any order. */
const tables = fc
  .array(fc.array(fc.nat()), { maxLength: 12 })
  .map((all) =>
    all.map((targets, n) => ({
      name: `t${n}`,
      needs: n === 0 ? [] : [...new Set(targets.map((target) => `t${target % n}`))],
    })),
  )
  .chain((made) => fc.shuffledSubarray(made, { minLength: made.length }));

test('every table comes once, after all that it points to', () => {
  fc.assert(
    fc.property(tables, (given) => {
      const names = inLoadOrder(given).map(({ name }) => name);
      expect(names.toSorted()).toEqual(given.map(({ name }) => name).toSorted());
      for (const { name, needs } of given)
        for (const need of needs) expect(names.indexOf(need)).toBeLessThan(names.indexOf(name));
    }),
  );
});

test('tables in a circle are named', () => {
  const circle = [
    { name: 'a', needs: ['b'] },
    { name: 'b', needs: ['a'] },
    { name: 'c', needs: [] },
  ];
  expect(() => inLoadOrder(circle)).toThrow('a, b');
});
