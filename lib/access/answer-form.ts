import { refresh } from 'next/cache';
import { Refusal } from '@/lib/errors';
import { typedIn } from './sent-form';
import { currentViewer } from './session';
import type { Viewer } from './viewer';

/** What a form is told: what was done, or in words why not, with what was typed; null before it is sent. */
export type FormState =
  | { done: true; message: string }
  | { done: false; message: string; fields: Record<string, string>; typed: Record<string, string> }
  | null;

/** A write: parses what a form sent, and refuses with sentences. */
type FormWrite<Value> = (viewer: Viewer | null, typed: Record<string, string>) => Promise<Value>;

/**
 * Form action: writes in the name of whoever is signed in; a refusal brings back what was typed.
 *
 * @param done what to say afterwards, where it depends on what became of it by that
 */
export async function answerForm<Value>(
  write: FormWrite<Value>,
  form: FormData,
  done: string | ((value: Value) => string),
): Promise<FormState> {
  const typed = typedIn(form);
  try {
    const value = await write(await currentViewer(), typed);
    refresh();
    return { done: true, message: typeof done === 'string' ? done : done(value) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { done: false, message: error.message, fields: error.fields ?? {}, typed };
  }
}
