import { Stat, StatGroup } from '@/components/ui/stat';
import type { BackupState } from '@/lib/backups/state';
import { counted, duration, relative } from '@/lib/format';
import { bytes } from '@/lib/performance/units';

type BackupFiguresProps = { state: BackupState; timeZone: string };

/** How backups stand, in five numbers. */
export function BackupFigures({ state, timeZone }: BackupFiguresProps) {
  const { asOf, backups, lastDrill, freeBytes } = state;
  const ago = (moment: string) => relative(moment, asOf, timeZone);
  const newest = backups[0];
  const stored = backups.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
  const drilled = Number(lastDrill?.summary.seconds ?? 0);
  return (
    <StatGroup>
      <Stat
        label="Newest backup"
        value={newest ? ago(newest.endedAt).text : 'None yet'}
        note={newest ? `${bytes(newest.plainBytes)}, ${bytes(newest.storedBytes)} stored` : 'one a day'}
      />
      <Stat
        label="Could be lost now"
        value={couldBeLost(state)}
        note={
          newest
            ? 'of the newest changes, as the archive last reported (every 15 s)'
            : 'the log alone restores nothing: it goes on from a backup'
        }
      />
      <Stat
        label="Last drill"
        value={lastDrill ? ago(lastDrill.startedAt).text : 'None yet'}
        note={drillNote(lastDrill?.status, drilled)}
      />
      <Stat
        label="Stored"
        value={bytes(stored)}
        note={`${counted(backups.length, 'full backup')}, without the log`}
      />
      <Stat
        label="Room left"
        value={freeBytes === null ? 'Not known' : bytes(freeBytes)}
        note="on the disk that backups go to"
      />
    </StatGroup>
  );
}

function couldBeLost({ asOf, backups, archive }: BackupState): string {
  if (backups.length === 0) return 'Everything';
  const until = archive?.coveredUntil ?? null;
  return until ? duration(Math.max(0, Date.parse(asOf) - Date.parse(until)) / 1000) : 'Not known yet';
}

function drillNote(status: string | undefined, seconds: number): string {
  if (status === undefined) return 'one a night: restore, check, throw away';
  return status === 'DONE' ? `restored and checked in ${duration(seconds)}` : 'it failed';
}
