import { StatusBadge } from '@/components/ui/badge';
import { Stat, StatGroup } from '@/components/ui/stat';
import { count, dateTime } from '@/lib/format';
import type { ServerHealth } from '@/lib/performance/server';
import { age, bytes, share } from '@/lib/performance/units';

type ServerFiguresProps = { server: Promise<ServerHealth>; now: string };

/** The database server at a glance; counters count since `statisticsSince`. */
export async function ServerFigures({ server, now }: ServerFiguresProps) {
  const health = await server;
  const since = `since ${sinceWords(health.statisticsSince)}`;
  return (
    <StatGroup className="sm:grid-cols-4">
      <Stat label="PostgreSQL" value={health.version.split(' ')[0]} note={restOf(health.version)} />
      <Stat label="Database size" value={bytes(health.databaseSize)} note="with indexes" />
      <Stat
        label="Uptime"
        value={age(health.startedAt, now)}
        note={`started ${dateTime(health.startedAt, 'UTC')} UTC`}
      />
      <Connections used={health.connections} most={health.maxConnections} />
      <Stat
        label="Cache hits"
        value={health.cacheHitRatio === null ? 'Not known yet' : share(health.cacheHitRatio)}
        note={health.cacheHitRatio === null ? 'no block was read yet' : `block reads from memory, ${since}`}
      />
      <Stat label="Deadlocks" value={count(health.deadlocks)} note={since} />
      <Stat
        label="Temporary files"
        value={bytes(health.temporaryBytes)}
        note={`sorts that did not fit, ${since}`}
      />
      <Stat
        label="Waiting totals"
        value={count(health.waitingDeltas)}
        note="changes not folded into course totals yet; reads add them"
      />
    </StatGroup>
  );
}

/** How many connections are in use, with a judgement: from 80 % on it says so. */
export function Connections({ used, most }: { used: number; most: number }) {
  const tone = used >= most * 0.9 ? 'critical' : used >= most * 0.8 ? 'caution' : 'positive';
  const word = { critical: 'Nearly full', caution: 'Filling up', positive: 'Room' }[tone];
  return (
    <Stat
      label="Connections"
      value={count(used)}
      aside={<StatusBadge tone={tone}>{word}</StatusBadge>}
      note={`of at most ${count(most)} on this server`}
    />
  );
}

const restOf = (version: string) => version.split(' ').slice(1).join(' ').replace(/[()]/g, '') || undefined;

/** From when on counters count, as part of a sentence. */
export const sinceWords = (since: string | null): string =>
  since ? `${dateTime(since, 'UTC')} UTC` : 'the database was made';
