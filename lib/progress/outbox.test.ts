import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDone, withEvents } from './completion';
import { createOutbox, type Keep } from './outbox';
import type { ProgressEvent } from './schema';

const event = (id: string, more: Partial<ProgressEvent> = {}): ProgressEvent => ({
  id,
  courseId: 'c',
  lessonId: 'l',
  sectionId: 's',
  seconds: 1,
  completion: 0,
  at: '2026-03-01T10:00:00Z',
  ...more,
});

function memory(entries: [string, string][] = []): Keep {
  const map = new Map(entries);
  return {
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

describe('the outbox', () => {
  it('survives the page, oldest first, and is one for all tabs of a person', () => {
    const storage = memory();
    const [here, there] = [createOutbox(storage, 'sam'), createOutbox(storage, 'sam')];
    here.put(event('late', { at: '2026-03-01T11:00:00Z' }));
    there.put(event('early'));
    expect(
      createOutbox(storage, 'sam')
        .list()
        .map(({ id }) => id),
    ).toEqual(['early', 'late']);
    there.remove(['late']);
    expect(here.list().map(({ id }) => id)).toEqual(['early']);
  });

  it('never shows or loses the events of another person', () => {
    const storage = memory();
    createOutbox(storage, 'sam').put(event('a'));
    const other = createOutbox(storage, 'kim');
    expect(other.list()).toEqual([]);
    other.remove(['a']);
    expect(createOutbox(storage, 'sam').list()).toHaveLength(1);
  });

  it('throws away entries that are no events', () => {
    const storage = memory([
      ['progress:sam:1', 'not json'],
      ['progress:sam:2', '{"id":2}'],
      ['progress:sam:3', 'null'],
      ['theme', 'dark'],
    ]);
    expect(createOutbox(storage, 'sam').list()).toEqual([]);
    expect(storage.length).toBe(1);
  });

  it('keeps events in the page when the storage is full or switched off', () => {
    const full: Keep = {
      ...memory(),
      setItem() {
        throw new Error('quota');
      },
    };
    for (const storage of [full, null]) {
      const outbox = createOutbox(storage, 'sam');
      outbox.put(event('a'));
      expect(outbox.list()).toHaveLength(1);
      outbox.remove(['a']);
      expect(outbox.list()).toEqual([]);
    }
  });
});

describe('completion with events', () => {
  it('is the same in any order and for repeated events, and never falls', () => {
    const some = fc.array(
      fc.record({ sectionId: fc.constantFrom('a', 'b'), completion: fc.constantFrom(0, 10, 50, 100) }),
    );
    fc.assert(
      fc.property(some, fc.nat(100), (parts, before) => {
        const events = parts.map((part, n) => event(`${n}`, part));
        const once = withEvents({ a: before }, events);
        expect(withEvents({ a: before }, [...events, ...events].reverse())).toEqual(once);
        expect(once.a).toBeGreaterThanOrEqual(before);
        expect(isDone(once, 'b')).toBe(parts.some((p) => p.sectionId === 'b' && p.completion === 100));
      }),
    );
  });
});
