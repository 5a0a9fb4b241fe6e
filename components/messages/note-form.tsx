'use client';

import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { addNoteAction } from '@/lib/messages/note-actions';
import { NoteFields } from './note-fields';
import { useNoteForm } from './use-note-form';

type NoteFormProps = {
  courseId: string;
  studentId: string;
  /** Of the note to come; once it is saved, the page brings another one. */
  noteId: string;
  today: string;
};

/** Notes something about a student. */
export function NoteForm({ courseId, studentId, noteId, today }: NoteFormProps) {
  const [refusal, submit, pending] = useNoteForm(addNoteAction);
  return (
    <form action={submit} className="flex flex-col gap-3">
      {refusal && <Alert tone="critical" live title={refusal.message} />}
      <input type="hidden" name="courseId" value={courseId} />
      <input type="hidden" name="studentId" value={studentId} />
      <input type="hidden" name="id" value={noteId} />
      <NoteFields {...refusal?.typed} today={today} />
      <div>
        <Button type="submit" busy={pending}>
          Save the note
        </Button>
      </div>
    </form>
  );
}
