import { describe, expect, it } from 'vitest';
import { SharedClock } from './shared-clock';

const change = (seq: number, ...tags: string[]) => ({ epoch: 'a', seq, tags });

describe('SharedClock', () => {
  it('trusts what began since the oldest change that is still known', () => {
    const clock = new SharedClock();
    clock.restart('a', 12, [change(10, 'x'), change(11, 'y'), change(12, 'x')]);
    const isTrue = (tag: string, shared: number, epoch = 'a') => clock.isUnchanged([tag], { epoch, shared });
    expect([8, 9, 11, 12].map((since) => isTrue('z', since))).toEqual([false, true, true, true]);
    expect([9, 11, 12].map((since) => isTrue('x', since))).toEqual([false, false, true]);
    expect(isTrue('z', 12, 'b')).toBe(false);
  });

  it('trusts nothing old where no history is left', () => {
    const clock = new SharedClock();
    clock.restart('a', 7, []);
    expect([6, 7].map((shared) => clock.isUnchanged(['z'], { epoch: 'a', shared }))).toEqual([false, true]);
  });

  it('notices a hole, another life and what it knows already', () => {
    const clock = new SharedClock();
    clock.restart('a', 1, [change(1, 'x')]);
    expect(clock.follow(change(2, 'x'))).toBe('applied');
    expect(clock.follow(change(2, 'x'))).toBe('known');
    expect(clock.follow(change(4, 'x'))).toBe('missed');
    expect(clock.follow({ ...change(3, 'x'), epoch: 'b' })).toBe('missed');
    expect(clock.applied).toBe(2);
  });
});
