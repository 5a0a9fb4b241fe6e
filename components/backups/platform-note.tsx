import { Alert } from '@/components/ui/alert';
import type { Platform } from '@/lib/backups/platform';

/** What is kept where, where the database is somebody else's to run; nothing where it is ours. */
export function PlatformNote({ platform }: { platform: Platform }) {
  if (platform === 'embedded') return null;
  if (platform === 'neon')
    return (
      <Alert tone="accent" title="This database is Neon’s: its platform keeps its history">
        <p>
          Any second of Neon’s history window can be had again in Neon’s console, as a branch or a restore.
          The window is set there and is at most 30 days, so any second of a whole year, which the policy
          below names, cannot be promised here. Full backups and drills are not possible either. Logical
          archives are: one is taken each day; each stays for as long as the policy keeps every backup, and
          then the first of each month. What is between two of them, and past the window, cannot be had.
        </p>
      </Alert>
    );
  return (
    <Alert tone="accent" title="This database is run elsewhere: it is backed up where it runs">
      <p>
        Full backups, any second and drills are the work of whoever runs the server that DATABASE_URL names;
        what they keep cannot be seen from here. Logical archives are taken here: one each day, which stays
        for as long as the policy keeps every backup, and then the first of each month.
      </p>
    </Alert>
  );
}
