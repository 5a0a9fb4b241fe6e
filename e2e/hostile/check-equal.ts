import { isDeepStrictEqual } from 'node:util';
import { expect } from '../fixtures';

/**
 * Fails where `actual` is not `expected`, in the words of `expect`. That reports each step with its stack, which takes
 * longer than many a request; so it is not asked where thousands of answers are looked at, and are as they should be.
 */
export function checkEqual(actual: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual, what).toEqual(expected);
}
