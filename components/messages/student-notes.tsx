import { NeedsScripts } from '@/components/page/needs-scripts';
import type { StudentNote } from '@/lib/messages/schema';
import { NoteCard } from './note-card';
import { NoteForm } from './note-form';

type StudentNotesProps = {
  courseId: string;
  studentId: string;
  notes: StudentNote[];
  newNoteId: string;
  timeZone: string;
  /** Where the class is. */
  today: string;
};

/** Notes about one student, and where another one is written. */
export function StudentNotes({ courseId, studentId, notes, newNoteId, timeZone, today }: StudentNotesProps) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-ink-soft">
        For those who answer for this class; the student does not see them here. They are education records: a
        student who asks for their record gets to read them.
      </p>
      <NeedsScripts />
      <NoteForm courseId={courseId} studentId={studentId} noteId={newNoteId} today={today} />
      {notes.length > 0 && (
        <ul className="border-t">
          {notes.map((note) => (
            <NoteCard key={note.id} note={note} timeZone={timeZone} today={today} />
          ))}
        </ul>
      )}
    </div>
  );
}
