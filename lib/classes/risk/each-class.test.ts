import { describe, expect, it } from 'vitest';
import { eachClass } from './each-class';

const classes = Array.from({ length: 8 }, (_, n) => ({ id: `c${n}` }));
const never = new AbortController().signal;

async function run(failing: string[], signal = never) {
  const done: string[] = [];
  const fault: unknown = await eachClass(classes, signal, async ({ id }) => {
    if (failing.includes(id)) throw new Error('statement timeout');
    done.push(id);
  }).catch((error: unknown) => error);
  return { done, fault };
}

describe('work for each class', () => {
  it('goes on after one that failed, and says at the end which', async () => {
    const { done, fault } = await run(['c0', 'c3']);
    expect(done).toEqual(['c1', 'c2', 'c4', 'c5', 'c6', 'c7']);
    expect(fault).toBeInstanceOf(AggregateError);
    expect(String(fault)).toContain('2 of 8 failed, first class c0: statement timeout');
  });

  it('is given up where one after the other fails', async () => {
    const { done, fault } = await run(classes.map(({ id }) => id));
    expect(done).toEqual([]);
    expect(fault).toMatchObject({ errors: { length: 5 } });
  });

  it('stops when told to, and is no fault where nothing failed', async () => {
    expect(await run([], AbortSignal.abort())).toEqual({ done: [], fault: undefined });
    expect((await run([])).done).toHaveLength(8);
  });
});
