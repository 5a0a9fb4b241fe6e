import { queueSize } from '@/lib/records/queues';

type QueueNoteProps = { shown: number; waiting: number };

/** Said above a queue that may go on behind what is shown of it. */
export const QueueNote = ({ shown, waiting }: QueueNoteProps) =>
  shown >= queueSize && waiting === shown ? (
    <p className="max-w-reading text-sm text-ink-soft">
      These {queueSize} have waited longest; there may be more. The next come up as these are decided.
    </p>
  ) : null;
