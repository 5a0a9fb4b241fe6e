'use server';

import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { addNote, changeNote, deleteNote, finishFollowUp } from './note-mutations';

/** Why it was refused; null where it is done. */
export type NoteAnswer = { message: string } | null;

/** Form action: notes something about a student. */
export async function addNoteAction(sent: FormData): Promise<NoteAnswer> {
  const form = sentForm(sent);
  const fields = ['id', 'courseId', 'studentId', 'body', 'followUpOn'] as const;
  return write(addNote, Object.fromEntries(fields.map((name) => [name, form.get(name)])));
}

/** Form action: changes an own note. */
export async function changeNoteAction(sent: FormData): Promise<NoteAnswer> {
  const form = sentForm(sent);
  const fields = ['id', 'body', 'followUpOn'] as const;
  const changed = Object.fromEntries(fields.map((name) => [name, form.get(name)]));
  return write(changeNote, { ...changed, version: Number(form.get('version')) });
}

/** Form action: takes an own note away. */
export async function deleteNoteAction(sent: FormData): Promise<NoteAnswer> {
  const form = sentForm(sent);
  return write(deleteNote, { id: form.get('id') });
}

/** Form action: a follow-up is done. */
export async function finishFollowUpAction(sent: FormData): Promise<NoteAnswer> {
  const form = sentForm(sent);
  return write(finishFollowUp, { id: form.get('id') });
}

async function write(
  mutation: (viewer: Viewer | null, raw: unknown) => Promise<void>,
  raw: unknown,
): Promise<NoteAnswer> {
  try {
    await mutation(await currentViewer(), raw);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
}
