import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import { chooseDirectoryAction } from '@/lib/records/directory/actions';
import type { DirectoryChoice } from '@/lib/records/directory/choice';
import { RecordForm } from './record-form';

type DirectoryCardProps = { choice: DirectoryChoice; timeZone: string };

/** Whether the reader's name may be given out, and the button that changes it. */
export function DirectoryCard({ choice: { optedOut, chosenAt }, timeZone }: DirectoryCardProps) {
  return (
    <Card title="Your name in the directory">
      <div className="flex max-w-reading flex-col gap-4">
        <p>
          Unless you say no, other people at your institution can look up that you study here: your name and
          the institution, nothing else. Whatever you choose, those who teach your courses and run them see
          your name. Your choice stays when you leave.
        </p>
        <p className="flex flex-wrap items-center gap-3">
          <StatusBadge tone={optedOut ? 'positive' : 'neutral'}>
            {optedOut ? 'Not given out' : 'Can be looked up'}
          </StatusBadge>
          {chosenAt && (
            <span className="text-sm text-ink-soft">your choice of {date(chosenAt, timeZone)}</span>
          )}
        </p>
        <RecordForm
          action={chooseDirectoryAction}
          hidden={{ optedOut: String(!optedOut) }}
          buttons={[{ label: optedOut ? 'Let people look me up' : 'Do not give out my name' }]}
        />
      </div>
    </Card>
  );
}
