import { StatusBadge } from '@/components/ui/badge';
import { Stat, StatGroup } from '@/components/ui/stat';
import type { CacheOverview } from '@/lib/cache/overview';
import { count, dateTime } from '@/lib/format';
import { age, bytes } from '@/lib/performance/units';

type CacheInstanceProps = Pick<CacheOverview, 'instance' | 'redis' | 'classes'> & { now: string };

/** The server that answered, and whether it shares with others. */
export function CacheInstance({ instance, redis, classes, now }: CacheInstanceProps) {
  if (!instance) return <p>This server keeps nothing: it was started without a cache.</p>;
  const entries = classes.reduce((sum, row) => sum + row.entries, 0);
  const size = classes.reduce((sum, row) => sum + row.bytes, 0);
  return (
    <StatGroup className="sm:grid-cols-4">
      <Stat label="Answers kept" value={count(entries)} note={`about ${bytes(size)} in memory`} />
      <Stat
        label="Counting for"
        value={age(instance.countingSince, now)}
        note={`since ${dateTime(instance.countingSince, 'UTC')} UTC, process ${instance.processId}`}
      />
      <Sharing redis={redis} now={now} />
    </StatGroup>
  );
}

function Sharing({ redis, now }: Pick<CacheInstanceProps, 'redis' | 'now'>) {
  if (redis.state === 'none')
    return <Stat label="Other servers" value="None" note="set REDIS_URL to share between several" />;
  if (redis.state === 'away') {
    return (
      <Stat
        label="Redis"
        value="Away"
        aside={<StatusBadge tone="caution">Alone for {age(redis.since, now)}</StatusBadge>}
        note="until it is back, this server keeps answers for five seconds at most"
      />
    );
  }
  return (
    <Stat
      label="Redis"
      value={`${count(redis.instances)} ${redis.instances === 1 ? 'server' : 'servers'}`}
      aside={<StatusBadge tone="positive">Connected</StatusBadge>}
      note={`change ${count(redis.applied)} applied`}
    />
  );
}
