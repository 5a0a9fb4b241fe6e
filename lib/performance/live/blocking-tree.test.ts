import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockingNode, blockingTrees, waitingIn } from './blocking-tree';
import type { LiveSession } from './sessions';

const session = (pid: number, blockedBy: number[] = []): LiveSession => ({
  pid,
  startedAt: '',
  application: null,
  state: 'active',
  seconds: 1,
  waitsFor: null,
  blockedBy,
  statement: null,
  ours: true,
});
const shape = (node: BlockingNode): string =>
  node.waiting.length === 0
    ? String(node.session.pid)
    : `${node.session.pid}(${node.waiting.map(shape).join(' ')})`;
const shapes = (...sessions: LiveSession[]) => blockingTrees(sessions).map(shape);

describe('who waits for whom', () => {
  it('is told from the root down, and nobody who neither waits nor is waited for is in it', () => {
    expect(shapes(session(1), session(2, [1]), session(3, [2]), session(4, [1]), session(9))).toEqual([
      '1(2(3) 4)',
    ]);
  });

  it('has whoever waits for two under both, and counts them once', () => {
    const trees = blockingTrees([session(1), session(2, [1]), session(3, [1, 2])]);
    expect(trees.map(shape)).toEqual(['1(2(3) 3)']);
    expect(trees.map(waitingIn)).toEqual([2]);
  });

  it('begins with the first that is seen, where the blocker is not', () => {
    expect(shapes(session(2, [77]), session(3, [2]))).toEqual(['2(3)']);
  });

  it('comes to an end in a circle', () => {
    expect(shapes(session(1, [2]), session(2, [1]))).toEqual(['1(2)']);
  });

  it('shows everybody who is waited for by somebody here', () => {
    const some = fc.uniqueArray(
      fc.record({
        pid: fc.integer({ min: 1, max: 6 }),
        blockedBy: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
      }),
      { selector: ({ pid }) => pid },
    );
    fc.assert(
      fc.property(some, (rows) => {
        const sessions = rows.map(({ pid, blockedBy }) =>
          session(
            pid,
            blockedBy.filter((other) => other !== pid),
          ),
        );
        const shown = new Set<number>();
        const walk = (node: BlockingNode) => {
          shown.add(node.session.pid);
          node.waiting.forEach(walk);
        };
        blockingTrees(sessions).forEach(walk);
        const awaited = sessions.filter(({ pid }) =>
          sessions.some(({ blockedBy }) => blockedBy.includes(pid)),
        );
        for (const { pid } of awaited) expect(shown.has(pid)).toBe(true);
      }),
    );
  });
});
