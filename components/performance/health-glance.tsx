import { Stat, StatGroup } from '@/components/ui/stat';
import { count } from '@/lib/format';
import type { ServerHealth } from '@/lib/performance/server';
import { age, bytes, share } from '@/lib/performance/units';
import { Connections, sinceWords } from './server-figures';

type HealthGlanceProps = { server: Promise<ServerHealth>; now: string };

/** The few figures of the server that an administrator looks at first. */
export async function HealthGlance({ server, now }: HealthGlanceProps) {
  const health = await server;
  return (
    <StatGroup>
      <Stat label="Uptime" value={age(health.startedAt, now)} />
      <Connections used={health.connections} most={health.maxConnections} />
      <Stat
        label="Cache hits"
        value={health.cacheHitRatio === null ? 'Not known yet' : share(health.cacheHitRatio)}
        note={`since ${sinceWords(health.statisticsSince)}`}
      />
      <Stat label="Database size" value={bytes(health.databaseSize)} />
      <Stat label="Waiting totals" value={count(health.waitingDeltas)} note="not folded yet" />
    </StatGroup>
  );
}
