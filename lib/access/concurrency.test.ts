import { describe, expect, it } from 'vitest';
import { limitConcurrency, oneAtATime } from './concurrency';

describe('limitConcurrency', () => {
  it('runs everything, never more than allowed at once, failures included', async () => {
    const inLine = limitConcurrency(3);
    let running = 0;
    let most = 0;
    const work = (fail: boolean) =>
      inLine(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((done) => setTimeout(done, 1));
        running -= 1;
        if (fail) throw new Error('failed');
      });
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => work(i % 4 === 0)));
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    expect({ running, most }).toEqual({ running: 0, most: 3 });
  });
});

describe('oneAtATime', () => {
  it('keeps the order of a key, past failures, and holds up no other key', async () => {
    const inTurn = oneAtATime();
    const order: string[] = [];
    const work = (key: string, name: string, wait: number) =>
      inTurn(key, async () => {
        await new Promise((done) => setTimeout(done, wait));
        order.push(name);
        if (name === 'first') throw new Error('failed');
      });
    await Promise.allSettled([work('a', 'first', 20), work('a', 'second', 0), work('b', 'other', 0)]);
    expect(order).toEqual(['other', 'first', 'second']);
  });
});
