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
        const stored = new Set<number>();
        const doubted = new Set<number>();
        for (const step of asked) {
          if ('take' in step) {
            const taken = numbering.take();
            for (let below = 1; below < taken.settled; below += 1)
              expect(stored.has(below) || doubted.has(below), `${below} below ${taken.settled}`).toBe(true);
            expect(stored.has(taken.number), 'nobody has it').toBe(false);
            expect(taken.settled).toBeLessThanOrEqual(taken.number);
            open.push(taken);
            continue;
          }
          const [ended] = open.splice(step.end % Math.max(open.length, 1), 1);
          if (!ended) continue;
          // The server may have kept it, or not, where nobody heard.
          if (step.as === 'committed' || (step.as === 'unknown' && isKept)) {
            stored.add(ended.number);
            for (const one of ended.doubts) doubted.add(one);
          }
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
    expect(again).toEqual({ ...a, number: 1, settled: 1 });
    numbering.end([again], 'committed');
    expect(numbering.take()).toEqual({ ...a, number: 3, settled: 3 });
  });

  it('goes on after what nobody knows, once a row says so', () => {
    const numbering = new Numbering();
    const [a, b] = [numbering.take(), numbering.take()];
    numbering.end([a], 'unknown');
    numbering.end([b], 'committed');
    const undone = numbering.take();
    expect(undone).toMatchObject({ number: 3, settled: 1, doubts: [1] });
    expect(numbering.take(), 'said once').toMatchObject({ number: 4, settled: 1, doubts: [] });
    numbering.end([undone], 'undone');
    const again = numbering.take();
    expect(again).toMatchObject({ number: 3, settled: 1, doubts: [1] });
    numbering.end([again], 'committed');
    expect(numbering.take()).toMatchObject({ number: 5, settled: 4, doubts: [] });
  });
});
