import fc from 'fast-check';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state';
import { expect, it } from 'vitest';
import { isRouterState } from './router-state';

const isNextsOwn = (header: string): boolean => {
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
};

const text = fc.constantFrom('', 'x', 'children', '__PAGE__', 'd', 'oc', 'ci(..)(..)', 'refetch');
const around = (parts: fc.Arbitrary<unknown>) =>
  fc
    .tuple(
      fc.oneof(text, fc.tuple(text, text, text, fc.option(fc.array(text, { maxLength: 2 })))),
      fc.oneof(parts, parts, parts, fc.jsonValue()),
      fc.option(fc.oneof(fc.tuple(text, text), text)),
      fc.option(text),
      fc.option(fc.oneof(fc.integer(), text)),
      fc.oneof(text, fc.constant(null)),
    )
    .chain((whole) => fc.integer({ min: 1, max: 6 }).map((length) => whole.slice(0, length)));
const leaf = around(fc.constant({}));
const branch = around(fc.dictionary(text, leaf, { maxKeys: 2 }));
const tree = fc.oneof(leaf, branch, around(fc.dictionary(text, branch, { maxKeys: 2 })));

const plainSegment = fc.constantFrom('', 'x', 'children', '__PAGE__');
const parameterType = fc.constantFrom('d', 'oc', 'ci(..)(..)');
const ownState = fc.letrec((tie) => ({
  state: fc
    .tuple(
      fc.oneof(
        plainSegment,
        fc.tuple(
          plainSegment,
          plainSegment,
          parameterType,
          fc.option(fc.array(plainSegment, { maxLength: 2 })),
        ),
      ),
      fc.oneof({ maxDepth: 2 }, fc.constant({}), fc.dictionary(plainSegment, tie('state'), { maxKeys: 2 })),
      fc.option(fc.tuple(plainSegment, plainSegment)),
      fc.option(fc.constantFrom('refetch', 'inside-shared-layout', 'metadata-only')),
      fc.option(fc.nat()),
      plainSegment,
    )
    .chain((whole) => fc.integer({ min: 2, max: 6 }).map((length) => whole.slice(0, length))),
})).state;

it('takes what Next sends itself', () => {
  fc.assert(
    fc.property(ownState, (state) => {
      const header = encodeURIComponent(JSON.stringify(state));
      expect(isNextsOwn(header)).toBe(true);
      expect(isRouterState(header)).toBe(true);
    }),
  );
});

it('takes for a state of the router what Next takes for one, and nothing else', () => {
  const headers = fc.oneof(
    fc.string(),
    fc.json(),
    tree.map((state) => JSON.stringify(state)),
  );
  fc.assert(
    fc.property(headers, fc.boolean(), (plain, isEncoded) => {
      const header = isEncoded ? encodeURIComponent(plain) : plain;
      expect(isRouterState(header)).toBe(isNextsOwn(header));
    }),
    { numRuns: 2_000 },
  );
  expect(isRouterState(JSON.stringify(['', {}, null, null, 0, 'x'.repeat(50_000)]))).toBe(false);
});
