import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { hasRedis, TestRedis } from '@/lib/cache/testing/redis-server';
import { makePeople } from './cache/people';
import { type Outcome, stressCaches } from './cache/stress';
import { Instances } from './instances';

const writers = 32;

/**
 * Two instances of the production build with one Redis, 64 readers and writers; null where no redis-server is
 * installed. `faults` must be empty.
 *
 * @param appUrl the filled database, entered as the application
 */
export async function measureCaches(owner: pg.Client, appUrl: string, seconds = 10): Promise<Outcome | null> {
  if (!hasRedis()) return null;
  const redis = new TestRedis();
  const instances = new Instances();
  try {
    await redis.start();
    const secret = randomBytes(32).toString('base64');
    await instances.start(2, { appUrl, redisUrl: redis.url, secret });
    const { rows } = await owner.query<{ id: string }>(
      "SELECT id FROM courses WHERE status = 'PUBLISHED' ORDER BY id LIMIT 8",
    );
    const people = await makePeople(owner, writers, secret);
    return await stressCaches({
      targets: instances.targets,
      people,
      courseIds: rows.map(({ id }) => id),
      seconds,
    });
  } finally {
    await instances.stop();
    await redis.close();
  }
}
