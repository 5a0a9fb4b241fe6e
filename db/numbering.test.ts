import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ending, type Numbered, Numbering } from './numbering';

type Step = { take: true } | { end: number; as: Ending };

const steps = fc.array(
  fc.oneof(
    fc.constant<Step>({ take: true }),
    fc.record({
      end: fc.nat(),
      as: fc.constantFrom<Ending>('committed', 'committed', 'undone', 'unknown'),
    }),
  ),
  { maxLength: 200 },
);

describe('numbers of what a process writes', () => {
  it('whatever says that all below a number is committed is right, however transactions end', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (asked, isKept) => {
        const numbering = new Numbering();
        const open: Numbered[] = [];
        const stored = new Map<string, Set<number>>();
        const isStored = ({ series }: Numbered, number: number) => stored.get(series)?.has(number) === true;
        for (const step of asked) {
          if ('take' in step) {
            const taken = numbering.take();
            for (let below = 1; below < taken.settled; below += 1) expect(isStored(taken, below)).toBe(true);
            expect(isStored(taken, taken.number), 'nobody has it').toBe(false);
            expect(taken.settled).toBeLessThanOrEqual(taken.number);
            open.push(taken);
            continue;
          }
          const [ended] = open.splice(step.end % Math.max(open.length, 1), 1);
          if (!ended) continue;
          // The server may have kept it, or not, where nobody heard.
          if (step.as === 'committed' || (step.as === 'unknown' && isKept))
            stored.set(ended.series, (stored.get(ended.series) ?? new Set()).add(ended.number));
          numbering.end([ended], step.as);
        }
      }),
    );
  });

  it('leaves no gap for what was undone', () => {
    const numbering = new Numbering();
    const [a, b] = [numbering.take(), numbering.take()];
    numbering.end([a], 'undone');
    numbering.end([b], 'committed');
    const again = numbering.take();
    expect(again).toEqual({ series: a.series, number: 1, settled: 1 });
    numbering.end([again], 'committed');
    expect(numbering.take()).toEqual({ series: a.series, number: 3, settled: 3 });
  });

  it('begins anew after what nobody knows', () => {
    const numbering = new Numbering();
    const [a, b] = [numbering.take(), numbering.take()];
    numbering.end([a], 'unknown');
    const next = numbering.take();
    expect(next).toEqual({ series: expect.not.stringContaining(a.series), number: 1, settled: 1 });
    numbering.end([b], 'unknown');
    expect(numbering.take()).toMatchObject({ series: next.series, number: 2 });
  });
});
