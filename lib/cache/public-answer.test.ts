import 'next/dist/server/node-environment-baseline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mintViewer } from '@/lib/access/viewer';
import { answerInMaking } from '@/lib/answer-in-making';
import { Refusal } from '@/lib/errors';
import { invalidate } from './invalidate';
import { personalRead } from './personal-read';
import { publicAnswer, publicAnswerOrNull } from './public-answer';
import { sharedLookup, sharedRead } from './shared-read';
import type { CacheStore } from './store/store';
import { insideNext, outsideNext } from './testing/inside-next';

let now = 0;
let loads = 0;
let store: CacheStore;
beforeEach(() => {
  now = 1_000_000;
  loads = 0;
  store = insideNext({ now: () => now });
});
afterEach(outsideNext);

const courses = sharedRead(
  'listing',
  'test.answer-courses',
  async (q: string) => ({ q, version: ++loads }),
  () => ['courses'],
  () => ['course:1'],
);
const course = sharedRead(
  'catalog',
  'test.answer-course',
  async () => 'a course',
  () => ['course:2'],
);
const nothing = sharedLookup(
  'catalog',
  'test.answer-nothing',
  async (): Promise<object | null> => null,
  () => [],
);
const own = personalRead(
  'progress',
  'test.answer-own',
  async ({ userId }) => userId,
  () => [],
);
const ann = mintViewer({
  userId: 'ann',
  role: 'STUDENT',
  institutionId: null,
  displayName: 'Ann',
  email: null,
});

const address = '/api/v1/courses?q=a';
const asked = (path = address) => new Request(`http://learn.test${path}`);
const ask = async (path = address) => (await publicAnswer(asked(path), () => courses(path))).json();
const kept = () => store.findFresh({ cacheClass: 'answers', key: address });

describe('a public answer', () => {
  it('is kept whole under its address, with the tags of everything in it', async () => {
    const both = () => publicAnswer(asked(), async () => ({ list: await courses('a'), one: await course() }));
    expect(await (await both()).json()).toEqual({ list: { q: 'a', version: 1 }, one: 'a course' });
    expect(kept()?.value.body).toBe('{"list":{"q":"a","version":1},"one":"a course"}');
    for (const tag of ['courses', 'course:1', 'course:2', 'cache:answers', 'cache:listing', '*']) {
      await both();
      expect(kept(), tag).not.toBeNull();
      await invalidate(tag);
      expect(kept(), tag).toBeNull();
    }
  });

  it('is answered alike when it is kept', async () => {
    const [cold, warm] = [
      await publicAnswer(asked(), () => courses('a')),
      await publicAnswer(asked(), () => courses('b')),
    ];
    expect(await warm.text()).toBe(await cold.text());
    expect([...warm.headers]).toEqual([...cold.headers]);
    expect(warm.headers.get('cache-control')).toBe('public, no-cache');
    expect(store.shelves.answers.counters).toMatchObject({ hits: 1, misses: 1, loads: 1 });
  });

  it('is made once for fifty who ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask()));
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([1]));
    expect(store.shelves.answers.counters).toMatchObject({ loads: 1, misses: 50 });
  });

  it('is never older than its oldest and shortest part', async () => {
    await courses('a');
    now += 200_000;
    await publicAnswer(asked(), async () => ({ list: await courses('a'), one: await course() }));
    expect(kept()).toMatchObject({ loadedAt: 1_000_000, lifetime: 300 });
    now += 100_001;
    expect(kept()).toBeNull();
  });

  it('is not kept when it is made of a part that has ended', async () => {
    await publicAnswer(asked(), async () => {
      answerInMaking()?.add({ tags: ['courses'], loadedAt: now - 400_000, endsAt: now - 100_000 });
      return courses('a');
    });
    expect(kept()).toBeNull();
  });

  it('is not kept when something in it changed while it was made', async () => {
    await publicAnswer(asked(), async () => {
      const list = await courses('a');
      store.apply(['courses']);
      return list;
    });
    expect(kept()).toBeNull();
  });

  it('is not kept when something was read past the cache', async () => {
    await publicAnswer(asked(), async () => {
      answerInMaking()?.addUnaccounted();
      return courses('a');
    });
    await publicAnswer(asked(), async () => ({ made: 'of nothing' }));
    expect(kept()).toBeNull();
  });

  it('is not kept when it is a refusal or nothing is there', async () => {
    const refused = publicAnswer(asked(), async () => {
      await courses('a');
      throw new Refusal('invalid', 'That cursor is none of ours.');
    });
    await expect(refused).rejects.toThrow('none of ours');
    expect(await publicAnswerOrNull(asked(), nothing)).toBeNull();
    await publicAnswer(asked(), async () => ({ one: await nothing() }));
    expect(kept()).toBeNull();
  });

  it('refuses what is one person’s own', async () => {
    for (const _ of ['cold', 'warm']) {
      await expect(publicAnswer(asked(), async () => ({ own: await own(ann) }))).rejects.toThrow(
        'does not belong in an answer for everybody',
      );
      expect(kept()).toBeNull();
      await own(ann);
    }
    expect(answerInMaking()).toBeNull();
  });

  it('pushes out nothing but other answers', async () => {
    await courses('kept');
    for (let n = 0; n < 1_100; n += 1)
      await publicAnswer(asked(`/api/v1/courses?q=${n}`), async () => ({ n, list: await courses('kept') }));
    expect(store.shelves.answers.size).toBe(1_000);
    expect(store.shelves.listing.size).toBe(1);
  });
});
