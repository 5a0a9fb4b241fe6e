import { MessageBody } from '@/components/messages/message-body';
import { NoteHistory } from '@/components/messages/note-history';
import { Card } from '@/components/ui/card';
import { dateTime } from '@/lib/format';
import type { CourseRecord, RecordNote } from '@/lib/records/schema';

type RecordNotesProps = {
  notes: readonly RecordNote[];
  courses: readonly CourseRecord[];
  timeZone: string;
};

/** What teachers noted about a student, as far as it may be read. */
export function RecordNotes({ notes, courses, timeZone }: RecordNotesProps) {
  const courseOf = (id: string) => {
    const course = courses.find(({ courseId }) => courseId === id);
    return course?.code ?? course?.title;
  };
  return (
    <Card title="Notes of teachers">
      {notes.length === 0 && <p className="text-ink-soft">None that may be read here.</p>}
      <ul>
        {notes.map(({ id, courseId, authorName, createdAt, body, history }) => (
          <li key={id} className="flex flex-col gap-2 border-b py-4 first:pt-0 last:border-b-0 last:pb-0">
            <p className="text-sm text-ink-soft">
              <span className="font-semibold text-ink">{authorName}</span> in {courseOf(courseId)} ·{' '}
              <time dateTime={createdAt}>{dateTime(createdAt, timeZone)}</time>
            </p>
            <MessageBody text={body} />
            <NoteHistory history={history} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
