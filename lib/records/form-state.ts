import { refresh } from 'next/cache';
import { currentViewer } from '@/lib/access/session';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';

export type FormState =
  | { done: true; message: string }
  | { done: false; message: string; fields: Record<string, string>; typed: Record<string, string> }
  | null;

/** A write of this room: parses what a form or a program sent, and refuses with sentences. */
export type RecordsWrite = (viewer: Viewer | null, raw: unknown) => Promise<unknown>;

/** Form action: writes in the name of whoever is signed in; a refusal brings back what was typed. */
export async function answerForm(write: RecordsWrite, form: FormData, done: string): Promise<FormState> {
  const typed = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$') ? [[name, value] as const] : [],
    ),
  );
  try {
    await write(await currentViewer(), typed);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { done: false, message: error.message, fields: error.fields ?? {}, typed };
  }
  refresh();
  return { done: true, message: done };
}
