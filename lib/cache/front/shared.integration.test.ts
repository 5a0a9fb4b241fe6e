import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../store/entry';
import { openFrontServer } from '../testing/front-server';
import { openInstance } from '../testing/instance';
import { hasRedis, TestRedis } from '../testing/redis-server';

const redis = new TestRedis();
const address = { cacheClass: 'answers', key: '/api/v1/courses' } as const;
const closers: (() => unknown)[] = [];

async function open() {
  const { store, remote } = openInstance(redis.url);
  const server = await openFrontServer(store, (key) => ({ cacheClass: 'answers', key }));
  closers.push(server.close, () => remote.close());
  await until(() => remote.state().state === 'connected');
  const keep = (body: string) => {
    const value = { kind: 'ANSWER', body };
    const mark = store.mark();
    const bytes = bytesOf(value);
    store.keep(address, { value, tags: ['courses'], mark, loadedAt: mark.at, lifetime: 60, bytes });
  };
  const read = async () => (await server.ask(address.key)).body.toString();
  return { store, remote, keep, read };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await holds()) return;
    await sleep(10);
  }
  throw new Error('it never came true');
}

describe.skipIf(!hasRedis())(
  'the fronts of instances that share a Redis (skipped without redis-server)',
  () => {
    beforeAll(() => redis.start());
    afterEach(async () => {
      for (const close of closers.splice(0)) await close();
    });
    afterAll(() => redis.close());

    it('give nobody the old answer once a writer was answered, whichever was written to', async () => {
      const [one, two] = [await open(), await open()];
      for (let turn = 0; turn < 10; turn += 1) {
        const text = `version ${turn}`;
        for (const instance of [one, two]) {
          instance.keep(text);
          await until(async () => (await instance.read()) === text);
        }
        await (turn % 2 === 0 ? one : two).store.invalidate(['courses']);
        expect(await Promise.all([one.read(), two.read()])).toEqual(['from behind', 'from behind']);
      }
    });

    it('share the answer, not what was made of it for sending', async () => {
      const [one, two] = [await open(), await open()];
      // What is kept before the instance has heard of the last change is not taken over by the other one.
      await until(async () => {
        one.keep('shared');
        return (await two.store.find(address)) !== null;
      });
      await until(async () => (await one.read()) === 'shared');
      expect(two.store.findFresh(address)?.sendable).toBeUndefined();
      await until(async () => (await two.read()) === 'shared');
    });

    it('give nothing old while they cannot hear each other', async () => {
      const one = await open();
      one.keep('old');
      await until(async () => (await one.read()) === 'old');
      await redis.stop();
      await until(() => one.remote.state().state === 'away');
      expect(await one.read()).toBe('old');
      one.store.drop(address);
      const mark = one.store.mark();
      const value = { kind: 'ANSWER', body: 'older than five seconds' };
      one.store.keep(address, {
        ...{ value, tags: ['courses'], mark, loadedAt: mark.at - 5_001, lifetime: 60 },
        bytes: bytesOf(value),
      });
      for (let tries = 0; tries < 5; tries += 1) {
        expect(await one.read()).toBe('from behind');
        await sleep(10);
      }
      await redis.start();
    });
  },
);
