import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Instance, openInstance } from '../testing/instance';
import { hasRedis, slowProxy, TestRedis } from '../testing/redis-server';

const redis = new TestRedis();
const opened: Instance[] = [];
const address = { cacheClass: 'catalog', key: 'entry:catalog:one' } as const;
const closers: (() => void)[] = [];

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (await holds()) return;
    await sleep(10);
  }
  throw new Error('it never came about');
}
const isConnected = ({ remote }: Instance) => remote.state().state === 'connected';

async function open(url = redis.url, build = 'test'): Promise<Instance> {
  const instance = openInstance(url, build);
  opened.push(instance);
  await until(() => isConnected(instance));
  return instance;
}

/** Another process with a store; `ask` sends it a request and waits for its answer. */
async function openProcess() {
  const child = fork(fileURLToPath(new URL('../testing/instance-process.ts', import.meta.url)), [redis.url], {
    execArgv: ['--import', 'tsx'],
  });
  closers.push(() => child.disconnect());
  let asked = 0;
  const ask = async (request: object): Promise<unknown> => {
    asked += 1;
    const id = asked;
    const answered = new Promise((resolve) => {
      const hear = (message: { id: number; answer: unknown }) => {
        if (message.id !== id) return;
        child.off('message', hear);
        resolve(message.answer);
      };
      child.on('message', hear);
    });
    child.send({ id, ...request });
    return answered;
  };
  await once(child, 'spawn');
  await until(async () => JSON.stringify(await ask({})).includes('"connected"'));
  return ask;
}

describe.skipIf(!hasRedis())('instances that share a Redis (skipped without redis-server)', () => {
  beforeAll(() => redis.start());
  afterEach(async () => {
    for (const { remote } of opened.splice(0)) await remote.close();
    for (const close of closers.splice(0)) close();
  });
  afterAll(() => redis.close());

  it('give each other answers, of one build only', async () => {
    const [one, two, other] = [await open(), await open(), await open(redis.url, 'other')];
    const load = (text: string) => async () => text;
    await until(async () => {
      one.store.drop(address);
      await one.read(address, ['course:1'], load('first'));
      return (await two.remote.fetch(address)) !== null;
    });
    expect(await two.read(address, ['course:1'], load('second'))).toBe('first');
    expect(await other.read(address, ['course:1'], load('third'))).toBe('third');
  });

  it('never share what is one person’s own', async () => {
    const [one, two] = [await open(), await open()];
    const own = { cacheClass: 'progress', key: 'entry:progress:ann' } as const;
    await one.read(own, ['student:ann'], async () => 'ann’s');
    await sleep(50);
    expect(await two.read(own, ['student:ann'], async () => 'loaded here')).toBe('loaded here');
  });

  it('in two processes: nobody reads the old answer once a writer was answered', async () => {
    const [here, there, third] = [await open(), await openProcess(), await openProcess()];
    const key = 'entry:catalog:stress';
    const truths = Array.from({ length: 8 }, () => 0);
    const write = async (n: number, by: 'here' | 'there') => {
      truths[n] = (truths[n] ?? 0) + 1;
      const tag = `course:${n}`;
      if (by === 'here') await here.store.invalidate([tag]);
      else await there({ invalidate: [tag] });
    };
    const readAll = async (n: number): Promise<string[]> => {
      const truth = String(truths[n]);
      const read = { key: `${key}-${n}`, tags: [`course:${n}`], truth };
      return (await Promise.all([
        here.read({ cacheClass: 'catalog', key: read.key }, read.tags, async () => truth),
        there({ read }),
        third({ read }),
      ])) as string[];
    };
    const worker = async (n: number) => {
      for (let turn = 0; turn < 15; turn += 1) {
        await readAll(n);
        await write(n, turn % 2 === 0 ? 'here' : 'there');
        expect(await readAll(n)).toEqual(Array.from({ length: 3 }, () => String(truths[n])));
      }
    };
    await Promise.all(truths.map((_, n) => worker(n)));
  });

  it('give nothing that changed before an instance came', async () => {
    const one = await open();
    await one.read({ ...address, key: 'entry:catalog:late' }, ['course:9'], async () => 'old');
    await sleep(50);
    await one.store.invalidate(['course:9']);
    const late = await open();
    expect(await late.read({ ...address, key: 'entry:catalog:late' }, ['course:9'], async () => 'new')).toBe(
      'new',
    );
  });

  it('notice that Redis was emptied', async () => {
    const [one, two] = [await open(), await open()];
    await two.read(address, ['course:1'], async () => 'old');
    const { createClient } = await import('@redis/client');
    const client = createClient({ url: redis.url });
    await client.connect();
    await client.flushAll();
    client.destroy();
    await one.store.invalidate(['course:1']);
    await until(async () => (await two.read(address, ['course:1'], async () => 'new')) === 'new');
    await until(() => isConnected(one) && isConnected(two));
    await one.store.invalidate(['course:1']);
    expect(await two.read(address, ['course:1'], async () => 'newer')).toBe('newer');
  });

  it('go on alone while Redis is down, and together again afterwards', async () => {
    const [one, two] = [await open(), await open()];
    const key = { ...address, key: 'entry:catalog:down' };
    await two.read(key, ['course:3'], async () => 'old');
    await redis.stop();
    expect(await one.read({ ...key, key: 'entry:catalog:other' }, ['x'], async () => 'alone')).toBe('alone');
    await one.store.invalidate(['course:3']);
    expect(one.remote.state().state).toBe('away');
    await redis.start();
    await until(() => isConnected(one) && isConnected(two));
    expect(await two.read(key, ['course:3'], async () => 'new')).toBe('new');
    await one.store.invalidate(['course:3']);
    expect(await two.read(key, ['course:3'], async () => 'newer')).toBe('newer');
  });

  it('answer while Redis is slow, and never lose an invalidation to it', async () => {
    let delay = 0;
    const proxy = await slowProxy(redis.port, () => delay);
    closers.push(proxy.close);
    const [slow, quick] = [await open(proxy.url), await open()];
    const key = { ...address, key: 'entry:catalog:slow' };
    await quick.read(key, ['course:4'], async () => 'old');
    delay = 300;
    expect(await slow.read({ ...key, key: 'entry:catalog:fresh' }, ['x'], async () => 'answered')).toBe(
      'answered',
    );
    await slow.store.invalidate(['course:4']);
    delay = 0;
    await until(async () => (await quick.read(key, ['course:4'], async () => 'new')) === 'new');
    await until(() => isConnected(slow));
  });

  it('keep no more in Redis than the class allows', async () => {
    const one = await open();
    for (let n = 0; n < 30; n += 1) {
      for (let m = 0; m < 40; m += 1)
        await one.read({ cacheClass: 'catalog', key: `entry:catalog:${n}-${m}` }, ['x'], async () => 'x');
      await sleep(20);
    }
    const { createClient } = await import('@redis/client');
    const client = createClient({ url: redis.url });
    await client.connect();
    const kept = (await client.keys('syllabase:cache:test:catalog:*')).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThanOrEqual(1_000);
    client.destroy();
  });
});
