import { Alert } from '@/components/ui/alert';
import type { Platform } from '@/lib/backups/platform';
import type { Missing } from '@/lib/backups/readiness/missing';

type PlatformNoteProps = { platform: Platform; missing: Missing[] };

/** What is kept where, where the database is somebody else's to run; nothing where it is ours. */
export function PlatformNote({ platform, missing }: PlatformNoteProps) {
  if (platform === 'embedded') return null;
  if (platform === 'neon') return <NeonNote />;
  return platform === 'self-hosted' ? <OwnServerNote /> : <ElsewhereNote missing={missing} />;
}

function NeonNote() {
  return (
    <Alert tone="accent" title="This database is Neon’s: its platform keeps its history">
      <p>
        Any second of Neon’s history window can be had again in Neon’s console, as a branch or a restore. The
        window is set there and is at most 30 days, so any second of a whole year, which the policy below
        names, cannot be promised here. Full backups and drills are not possible either. Logical archives are:
        one is taken each day; each stays for as long as the policy keeps every backup, and then the first of
        each month. What is between two of them, and past the window, cannot be had.
      </p>
    </Alert>
  );
}

function OwnServerNote() {
  return (
    <Alert tone="accent" title="This database is on a server of your own">
      <p>
        Full backups are of the whole server, with every database on it, and are taken over its replication
        protocol; its log is followed as it is written. Drills restore beside Syllabase, not beside the
        server. How full the server’s own disk is, and whether it archives its log elsewhere too, is not known
        here: it is kept on another host. Watch that there.
      </p>
    </Alert>
  );
}

function ElsewhereNote({ missing }: { missing: Missing[] }) {
  const commands = missing.flatMap((one) => one.commands);
  return (
    <Alert tone="accent" title="This database is run elsewhere: it is backed up where it runs">
      <div className="flex flex-col gap-2">
        <p>
          Any second, full backups and drills are the work of whoever runs the server that DATABASE_URL names;
          what they keep cannot be seen from here. Logical archives are taken here: one each day, which stays
          for as long as the policy keeps every backup, and then the first of each month.
        </p>
        {missing.length === 0 ? (
          <p>Full backups are switched off here (SERVER_BACKUPS=0).</p>
        ) : (
          <p>Full backups could be taken from here too. {missing.map(({ what }) => what).join(' ')}</p>
        )}
        {commands.length > 0 && (
          <>
            <p>Let the server’s administrator run:</p>
            <pre className="rounded-control bg-paper-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
              {commands.join('\n')}
            </pre>
            <p>
              Then set BACKUP_DATABASE_URL to that login at the server itself, not at a pooler, and start
              again.
            </p>
          </>
        )}
      </div>
    </Alert>
  );
}
