import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, deliver, largestBatch } from './deliver';
import type { ProgressEvent } from './schema';

const event = (id: string): ProgressEvent => ({
  id,
  courseId: 'c',
  lessonId: 'l',
  sectionId: 's',
  seconds: 1,
  completion: 0,
  at: '2026-03-01T10:00:00Z',
});
const events = (count: number) => Array.from({ length: count }, (_, n) => event(`e${n}`));
const counted: Answer = { kind: 'counted', receipt: { accepted: 1, duplicates: 0, rejected: [] } };

describe('delivering events', () => {
  it('sends no batch larger than the server takes', async () => {
    const sizes: number[] = [];
    const delivery = await deliver(events(1_201), async (batch) => {
      sizes.push(batch.length);
      return counted;
    });
    expect(sizes).toEqual([largestBatch, largestBatch, 201]);
    expect(delivery.settled).toHaveLength(1_201);
  });

  it('finds the faulty events, gives only them up and delivers every other one once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 700 }),
        fc.array(fc.nat(699), { maxLength: 4 }),
        async (size, bad) => {
          const all = events(size);
          const faulty = new Set(bad.map((n) => `e${n}`));
          const delivered: string[] = [];
          const delivery = await deliver(all, async (batch) => {
            if (batch.some(({ id }) => faulty.has(id))) return { kind: 'malformed' };
            delivered.push(...batch.map(({ id }) => id));
            return counted;
          });
          const good = all.map(({ id }) => id).filter((id) => !faulty.has(id));
          expect(delivered.toSorted()).toEqual(good.toSorted());
          expect(delivery.settled.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
          expect(delivery.rejected).toHaveLength(size - good.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps what was not answered for when the server cannot take it, or nobody is signed in', async () => {
    for (const kind of ['unavailable', 'signed-out'] as const) {
      let calls = 0;
      const delivery = await deliver(events(900), async () => (calls++ === 0 ? counted : { kind }));
      expect(delivery.end).toBe(kind);
      expect(delivery.settled).toHaveLength(largestBatch);
    }
  });

  it('passes on why the server refused an event, and does not send it again', async () => {
    const refused = [{ id: 'e0', reason: 'not enrolled' }];
    const delivery = await deliver(events(2), async () => ({
      kind: 'counted',
      receipt: { accepted: 1, duplicates: 0, rejected: refused },
    }));
    expect(delivery).toEqual({ settled: ['e0', 'e1'], rejected: refused, end: 'sent' });
  });
});
