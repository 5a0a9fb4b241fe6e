import { Stat, StatGroup } from '@/components/ui/stat';
import type { Projection } from '@/lib/backups/projection';
import { counted, date } from '@/lib/format';
import { bytes } from '@/lib/performance/units';

type StorageProjectionProps = {
  projection: Projection[] | null;
  /** How many full backups it rests on. */
  sample: number;
  archiveBytes: number;
  asOf: string;
  timeZone: string;
};

/** How much room backups will need. */
export function StorageProjection({
  projection,
  sample,
  archiveBytes,
  asOf,
  timeZone,
}: StorageProjectionProps) {
  if (projection === null)
    return (
      <p className="max-w-reading text-sm text-ink-soft">
        Not enough data yet to say how much room backups will need: it takes three full backups over three
        days.
      </p>
    );
  return (
    <div className="flex flex-col gap-3">
      <StatGroup>
        {projection.map(({ days, backups, bytes: size }) => (
          <Stat
            key={days}
            label={`In ${days} days`}
            value={bytes(size)}
            note={`${counted(backups, 'full backup')} by the policy`}
          />
        ))}
        <Stat label="Archives now" value={bytes(archiveBytes)} note="one more each month" />
      </StatGroup>
      <p className="max-w-reading text-xs text-ink-soft">
        As of {date(asOf, timeZone)}: a straight line through the stored sizes of{' '}
        {counted(sample, 'full backup')}, times the backups that the policy keeps, as if each were a full one;
        where some hold only what changed, it will be less. Without the log, whose size goes by how much is
        written.
      </p>
    </div>
  );
}
