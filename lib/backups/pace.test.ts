import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gently } from './pace';

async function* slow(pieces: number, milliseconds: number): AsyncGenerator<Buffer> {
  for (let n = 0; n < pieces; n++) {
    await sleep(milliseconds);
    yield Buffer.from([n]);
  }
}

it('passes everything on in its order, and rests three times as long as it worked', async () => {
  const began = performance.now();
  const bytes: number[] = [];
  for await (const piece of gently(slow(10, 10))) bytes.push(...piece);
  expect(bytes).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  // A timer may end a millisecond early, never more: no rest is skipped.
  expect(performance.now() - began).toBeGreaterThan(10 * (9 + 27));
});

it('ends with its source, also by its error', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield* slow(1, 1);
    throw new Error('storage lost');
  }
  const read = async () => {
    for await (const _ of gently(broken()));
  };
  await expect(read()).rejects.toThrow('storage lost');
});
