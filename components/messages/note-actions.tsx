'use client';

import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { changeNoteAction, deleteNoteAction, finishFollowUpAction } from '@/lib/messages/note-actions';
import type { StudentNote } from '@/lib/messages/schema';
import { NoteFields } from './note-fields';
import { useNoteForm } from './use-note-form';

/** What an author can do with a note: change it, say that the follow-up is done, take it away. */
export function NoteActions({ note, today }: { note: StudentNote; today: string }) {
  const [isOpen, setOpen] = useState(false);
  const [refusal, finish, isFinishing] = useNoteForm(finishFollowUpAction);
  if (isOpen) return <NoteEditor note={note} today={today} onClose={() => setOpen(false)} />;
  return (
    <div className="flex flex-col gap-2">
      {refusal && <Alert tone="critical" live title={refusal.message} />}
      <div className="flex flex-wrap gap-2">
        {note.followUpOn && !note.followedUpAt && (
          <form action={finish}>
            <input type="hidden" name="id" value={note.id} />
            <Button type="submit" size="sm" variant="secondary" busy={isFinishing}>
              Follow-up is done
            </Button>
          </form>
        )}
        <Button size="sm" variant="quiet" onClick={() => setOpen(true)}>
          Change or delete
        </Button>
      </div>
    </div>
  );
}

type NoteEditorProps = { note: StudentNote; today: string; onClose: () => void };

function NoteEditor({ note, today, onClose }: NoteEditorProps) {
  const [refusal, change, isChanging] = useNoteForm(changeNoteAction, onClose);
  const [kept, remove, isRemoving] = useNoteForm(deleteNoteAction, onClose);
  const refused = refusal ?? kept;
  return (
    <div className="flex flex-col gap-3 rounded-card border bg-paper p-4">
      {refused && <Alert tone="critical" live title={refused.message} />}
      <form id={`note-${note.id}`} action={change} className="flex flex-col gap-3">
        <input type="hidden" name="id" value={note.id} />
        <input type="hidden" name="version" value={note.version} />
        <NoteFields {...(refusal?.typed ?? note)} kept={note.followUpOn} today={today} />
      </form>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" form={`note-${note.id}`} size="sm" busy={isChanging}>
          Save the change
        </Button>
        <Button size="sm" variant="secondary" onClick={onClose}>
          Leave it as it is
        </Button>
        <form action={remove} className="sm:ml-auto">
          <input type="hidden" name="id" value={note.id} />
          <Button type="submit" size="sm" variant="danger" busy={isRemoving}>
            Delete the note
          </Button>
        </form>
      </div>
      <p className="text-sm text-ink-soft">
        What a note said before is kept. A deleted one leaves this page and stays in the record.
      </p>
    </div>
  );
}
