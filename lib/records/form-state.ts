import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';

export type FormState =
  | { done: true; message: string }
  | { done: false; message: string; fields: Record<string, string>; typed: Record<string, string> }
  | null;

/** A write of this room: parses what a form or a program sent, and refuses with sentences. */
export type RecordsWrite<Value> = (viewer: Viewer | null, raw: unknown) => Promise<Value>;

/**
 * Form action: writes in the name of whoever is signed in; a refusal brings back what was typed.
 *
 * @param done what to say afterwards, where it depends on what became of it by that
 */
export async function answerForm<Value>(
  write: RecordsWrite<Value>,
  form: FormData,
  done: string | ((value: Value) => string),
): Promise<FormState> {
  const typed = Object.fromEntries(
    [...sentForm(form)].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$') ? [[name, value] as const] : [],
    ),
  );
  try {
    const value = await write(await currentViewer(), typed);
    refresh();
    return { done: true, message: typeof done === 'string' ? done : done(value) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { done: false, message: error.message, fields: error.fields ?? {}, typed };
  }
}
