import { HardDrive } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Stat, StatGroup } from '@/components/ui/stat';
import { counted, dateTime } from '@/lib/format';
import type { Forecast } from '@/lib/performance/forecast/forecast';
import { notEnough, perDayWords, rangeWords, reachedWords } from '@/lib/performance/forecast/words';
import { bytes } from '@/lib/performance/units';
import { FreezeForecast } from './freeze-forecast';
import { StorageFigure } from './storage-figure';
import { TableGrowth } from './table-growth';

/** How large the database is, how it grows, and when that comes to an end. */
export async function StorageForecast({ forecast }: { forecast: Promise<Forecast> }) {
  const found = await forecast;
  const { asOf, observedDays, history, tables } = found;
  if (observedDays === 0) {
    return (
      <EmptyState icon={<HardDrive />} title="Not enough data yet" headingLevel={3}>
        <p>The worker reads the size of the database every five minutes. A forecast takes seven days.</p>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-reading text-sm text-ink-soft">
        As of <time dateTime={asOf}>{dateTime(asOf, 'UTC')}</time> UTC, from readings of{' '}
        {counted(observedDays, 'day')} within the last four weeks: a straight line through the largest figure
        of each day, with the range in which the growth lies with 95 %.
      </p>
      <StorageStats forecast={found} />
      {history.length > 1 && <StorageFigure forecast={found} />}
      <TableGrowth tables={tables} />
      <FreezeForecast forecast={found} />
    </div>
  );
}

function StorageStats({ forecast: { asOf, database, disk } }: { forecast: Forecast }) {
  return (
    <StatGroup className="sm:grid-cols-4">
      <Stat label="Database" value={database ? bytes(database.bytes) : 'Not known yet'} note="with indexes" />
      <Stat
        label="Growth a day"
        value={database?.trend ? perDayWords(database.trend) : 'Not known yet'}
        note={database?.trend ? rangeWords(database.trend) : notEnough}
      />
      <Stat
        label="Free on its disk"
        value={disk ? bytes(disk.freeBytes) : 'Not known'}
        note={
          disk
            ? 'everything on that disk counts'
            : 'the disk is the server’s own and cannot be seen from here'
        }
      />
      <Stat label="Disk full" {...fullAt(disk, asOf)} />
    </StatGroup>
  );
}

function fullAt(disk: Forecast['disk'], asOf: string): { value: string; note: string } {
  if (!disk) return { value: 'Not known', note: 'whoever runs the server must watch its disk' };
  if (!disk.full) return { value: 'Not known yet', note: notEnough };
  const { expected } = disk.full;
  return {
    value: expected === null ? 'Not in sight' : counted(Math.floor(expected), 'day'),
    note: `${reachedWords(disk.full, asOf)}, if nothing but the database fills it`,
  };
}
