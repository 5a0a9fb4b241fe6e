import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everything } from '../tags';
import { TagClock } from './tag-clock';

const tag = fc.constantFrom<string>('a', 'b', 'c', 'd', 'e');
const ticks = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: fc.array(tag, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant<string[]>([everything]) },
  ),
  { maxLength: 30 },
);
const changedAfter = (log: string[][], since: number, tags: string[]) =>
  log
    .slice(since)
    .some((changed) => changed.includes(everything) || changed.some((name) => tags.includes(name)));

const clockAfter = (log: string[][], limit?: number) => {
  const clock = new TagClock(limit);
  for (const tags of log) clock.advance(tags);
  return clock;
};

describe('TagClock', () => {
  it('says of any load exactly whether one of its tags changed since it began', () => {
    fc.assert(
      fc.property(ticks, fc.nat(30), fc.array(tag, { minLength: 1 }), (log, at, tags) => {
        const since = Math.min(at, log.length);
        expect(clockAfter(log).isUnchanged(tags, since)).toBe(!changedAfter(log, since, tags));
      }),
    );
  });

  it('never takes a changed answer for true when it remembers few tags, and still keeps new ones', () => {
    fc.assert(
      fc.property(ticks, fc.nat(30), fc.array(tag, { minLength: 1 }), (log, at, tags) => {
        const since = Math.min(at, log.length);
        const clock = clockAfter(log, 2);
        if (changedAfter(log, since, tags)) expect(clock.isUnchanged(tags, since)).toBe(false);
        expect(clock.isUnchanged(tags, clock.now)).toBe(true);
      }),
    );
  });

  it('takes over the ticks of a clock that somebody else counts', () => {
    const clock = new TagClock();
    clock.forgetBefore(40);
    clock.advance(['a'], 41);
    expect([39, 40, 41].map((since) => clock.isUnchanged(['a'], since))).toEqual([false, false, true]);
    expect([39, 40].map((since) => clock.isUnchanged(['b'], since))).toEqual([false, true]);
  });
});
