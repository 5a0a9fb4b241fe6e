import { database } from '@/db/client';
import { env } from '@/lib/env';
import { openQueue } from '@/lib/jobs/queue';
import { workQueues } from '@/lib/jobs/work';
import { watchParent } from './lib/watch-parent.mjs';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
watchParent(process.ppid);

const url = env().DATABASE_URL;
if (!url) throw new Error('The worker needs DATABASE_URL: start the product with `npm start`.');

const queue = await openQueue(url, stopping.signal);
if (queue) {
  await workQueues(queue, database(), stopping.signal);
  await queue.close();
  await database().close();
}
process.exit(0);
