import { TextLink } from '@/components/ui/text-link';
import { dateTime } from '@/lib/format';

type LearningNoteProps = { now: string; timeZone: string };

/** What the learning statuses of the list are, and of when. */
export const LearningNote = ({ now, timeZone }: LearningNoteProps) => (
  <p className="max-w-reading text-sm text-ink-soft">
    Learning status as of <time dateTime={now}>{dateTime(now, timeZone)}</time>: what each student’s own
    dashboard says at that moment, by completion beside the current students of this class. A dash stands for
    not enough data yet. <TextLink href="/method#status">How it is made</TextLink>
  </p>
);
