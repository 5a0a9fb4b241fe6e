import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { date } from '@/lib/format';
import { chooseDirectoryAction } from '@/lib/records/directory/actions';
import type { DirectoryChoice } from '@/lib/records/directory/choice';
import { RecordForm } from './record-form';

type DirectoryCardProps = {
  choice: DirectoryChoice;
  timeZone: string;
  /** Whose name it is; absent: the reader's. */
  child?: { id: string; name: string };
  /** Whether the reader holds the rights in the record: everybody else may say no to being named, and not yes. */
  canAllow?: boolean;
};

/** Whether a name may be given out, and the button that changes it. */
export function DirectoryCard({
  choice: { optedOut, chosenAt },
  timeZone,
  child,
  canAllow = true,
}: DirectoryCardProps) {
  return (
    <Card title={child ? 'The name in the directory' : 'Your name in the directory'}>
      <div className="flex max-w-reading flex-col gap-4">
        {child ? <p>{aboutChild(child.name)}</p> : <p>{aboutReader}</p>}
        <p className="flex flex-wrap items-center gap-3">
          <StatusBadge tone={optedOut ? 'positive' : 'neutral'}>
            {optedOut ? 'Not given out' : 'Can be looked up'}
          </StatusBadge>
          {chosenAt && <span className="text-sm text-ink-soft">chosen on {date(chosenAt, timeZone)}</span>}
        </p>
        {(canAllow || !optedOut) && (
          <RecordForm
            action={chooseDirectoryAction}
            hidden={{ optedOut: String(!optedOut), ...(child && { studentId: child.id }) }}
            buttons={[{ label: buttonLabel(optedOut, child !== undefined) }]}
          />
        )}
      </div>
    </Card>
  );
}

const aboutReader =
  'Unless you say no, other people at your institution who ask are told that you study here: your name and the institution, nothing else. Whatever you choose, those who teach your courses and run them see your name. Your choice stays when you leave.';

const aboutChild = (name: string) =>
  `Unless you say no, other people at the institution who ask are told that ${name} studies there: the name and the institution, nothing else. Whatever you choose, those who teach the courses and run them see the name. Your choice stays after the studies.`;

const buttonLabel = (optedOut: boolean, isChild: boolean): string => {
  if (optedOut) return isChild ? 'Let people look the name up' : 'Let people look me up';
  return isChild ? 'Do not give out the name' : 'Do not give out my name';
};
