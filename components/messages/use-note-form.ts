import { useRouter } from 'next/navigation';
import { useActionState } from 'react';
import { orLost } from '@/components/ui/kept-action';
import type { NoteAnswer } from '@/lib/messages/note-actions';

type Refused = { message: string; typed: { body: string; followUpOn: string } } | null;

/**
 * A form that changes a note; once it is done the page shows the notes as they are. A refusal brings back what was
 * typed, since React empties a form when its action ends.
 */
export function useNoteForm(write: (form: FormData) => Promise<NoteAnswer>, onDone?: () => void) {
  const router = useRouter();
  return useActionState(async (_before: Refused, form: FormData): Promise<Refused> => {
    const refusal = await orLost(
      () => write(form),
      (message): NoteAnswer => ({ message }),
    );
    if (refusal)
      return { ...refusal, typed: { body: text(form, 'body'), followUpOn: text(form, 'followUpOn') } };
    onDone?.();
    router.refresh();
    return null;
  }, null);
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? '');
