import 'next/dist/server/node-environment-baseline';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { mintViewer, type Role, type Viewer } from '@/lib/access/viewer';
import type { Cacheable } from './cacheable';
import type { PersonalClass, SharedClass } from './classes';
import { invalidate } from './invalidate';
import { personalRead } from './personal-read';
import { sharedLookup, sharedRead } from './shared-read';
import type { CacheStore } from './store/store';
import { insideNext, outsideNext } from './testing/inside-next';

const person = (userId: string, role: Role = 'STUDENT', institutionId: string | null = null): Viewer =>
  mintViewer({ userId, role, institutionId, displayName: userId, email: null });

let now = 0;
let store: CacheStore;
let unique = 0;
beforeEach(() => {
  now = 0;
  store = insideNext({ now: () => now });
});
afterEach(outsideNext);

/** A read that counts its loads and waits until it is let go. */
function slowRead() {
  unique += 1;
  const waiting: (() => void)[] = [];
  let truth = 'old';
  const read = sharedRead(
    'listing',
    `test.slow-${unique}`,
    async (q: string) => {
      const seen = truth;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return `${q} ${seen}`;
    },
    () => ['courses'],
  );
  return {
    read,
    loads: () => waiting.length,
    write: (value: string) => {
      truth = value;
    },
    async land() {
      while (waiting.length === 0) await settle();
      for (const land of waiting.splice(0)) land();
    },
  };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('one load for everybody', () => {
  it('loads once for fifty who ask at once, cold and when the lifetime is over', async () => {
    const { read, loads, land } = slowRead();
    for (const age of [0, 10_000_000]) {
      now = age;
      const answers = Promise.all(Array.from({ length: 50 }, () => read('q')));
      await settle();
      expect(loads()).toBe(1);
      await land();
      expect(new Set(await answers)).toEqual(new Set(['q old']));
    }
    expect(store.shelves.listing.counters).toMatchObject({ loads: 2, misses: 100, loadErrors: 0 });
    await read('q');
    expect(store.shelves.listing.counters).toMatchObject({ loads: 2, hits: 1 });
  });

  it('lets nobody who reads after a write join a load that began before it, nor keeps its answer', async () => {
    const { read, loads, land, write } = slowRead();
    const before = read('q');
    await settle();
    write('new');
    await invalidate('courses');
    const after = read('q');
    await settle();
    expect(loads()).toBe(2);
    await land();
    expect([await before, await after, await read('q')]).toEqual(['q old', 'q new', 'q new']);
  });

  it('loads again after a failure, and counts it', async () => {
    let fails = true;
    const read = sharedRead(
      'catalog',
      'test.failing',
      async () => {
        if (fails) throw new Error('away');
        return 'there';
      },
      () => [],
    );
    await expect(Promise.all([read(), read()])).rejects.toThrow('away');
    fails = false;
    expect(await read()).toBe('there');
    expect(store.shelves.catalog.counters).toMatchObject({ loads: 2, loadErrors: 1 });
  });
});

describe('what is kept', () => {
  it('never keeps that nothing was found', async () => {
    let found: string | null = null;
    const read = sharedLookup(
      'catalog',
      'test.lookup',
      async (_id: string) => found,
      () => [],
    );
    expect(await read('x')).toBe(null);
    found = 'made meanwhile';
    expect(await read('x')).toBe('made meanwhile');
    expect(store.shelves.catalog.size).toBe(1);
  });

  it('drops an answer by a tag that only the answer told', async () => {
    let courses = ['a', 'b'];
    const read = sharedRead(
      'listing',
      'test.tags-of',
      async () => courses,
      () => ['courses'],
      (ids) => ids.map((id) => `course:${id}`),
    );
    await read();
    courses = ['b'];
    await invalidate('course:c');
    expect(await read()).toEqual(['a', 'b']);
    await invalidate('course:a');
    expect(await read()).toEqual(['b']);
  });

  it('just loads where no store is installed', async () => {
    outsideNext();
    let loads = 0;
    const read = sharedRead(
      'listing',
      'test.outside',
      async () => ++loads,
      () => [],
    );
    expect([await read(), await read()]).toEqual([1, 2]);
  });

  it('refuses a second read of one name, and tags that could not travel', async () => {
    const again = () =>
      sharedRead(
        'listing',
        'test.twice',
        async () => 1,
        () => [],
      );
    again();
    expect(again).toThrow('test.twice');
    const comma = sharedRead(
      'listing',
      'test.comma',
      async () => 1,
      () => ['a,b'],
    );
    await expect(comma()).rejects.toThrow('cannot be a cache tag');
  });
});

describe('nothing crosses between people', () => {
  const read = personalRead(
    'progress',
    'test.own',
    async (viewer, courseId: string) => [viewer.userId, viewer.role, viewer.institutionId, courseId],
    (viewer) => [`student:${viewer.userId}`],
  );
  const people = [
    person('ann'),
    person('ben'),
    person('ann', 'ADMIN', 'x'),
    person('ann', 'ADMIN', 'y'),
    person('ann:STUDENT'),
  ];

  it('gives each their own, asked at once and again', async () => {
    for (const _ of ['cold', 'warm']) {
      const answers = await Promise.all(people.map((viewer) => read(viewer, 'c')));
      expect(answers).toEqual(
        people.map((viewer) => [viewer.userId, viewer.role, viewer.institutionId, 'c']),
      );
    }
    expect(store.shelves.progress.counters).toMatchObject({ misses: people.length, hits: people.length });
  });

  it('drops one person’s answer only', async () => {
    await Promise.all(people.map((viewer) => read(viewer, 'c')));
    await invalidate('student:ben');
    expect(store.shelves.progress.size).toBe(people.length - 1);
  });

  it('does not let the types mix the two kinds', () => {
    expectTypeOf<PersonalClass>().toEqualTypeOf<'progress' | 'analytics'>();
    expectTypeOf<SharedClass>().toEqualTypeOf<'catalog' | 'listing' | 'ai'>();
    expectTypeOf<Viewer>().not.toExtend<Cacheable>();
    expectTypeOf<Parameters<typeof sharedRead>[0]>().toEqualTypeOf<SharedClass>();
    expectTypeOf<Parameters<typeof personalRead>[0]>().toEqualTypeOf<PersonalClass>();
    expectTypeOf<Parameters<Parameters<typeof personalRead>[2]>[0]>().toEqualTypeOf<Viewer>();
  });
});
