import { database } from '@/db/client';
import { env } from '@/lib/env';
import { openQueue } from '@/lib/jobs/queue';
import { workQueues } from '@/lib/jobs/work';
import { telemetryIfWanted } from '@/lib/performance/telemetry/telemetry';
import { watchParent } from './lib/watch-parent.mjs';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
watchParent(process.ppid);

const url = env().DATABASE_URL;
if (!url) throw new Error('The worker needs DATABASE_URL: start the product with `npm start`.');

const queue = await openQueue(url, stopping.signal);
if (queue) {
  const telemetry = await telemetryIfWanted('worker');
  await workQueues(queue, database(), stopping.signal, telemetry?.watchJob);
  await queue.close();
  await telemetry?.stop();
  await database().close();
}
process.exit(0);
