'use server';

import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import type { Viewer } from '@/lib/access/viewer';
import { Refusal } from '@/lib/errors';
import { type FoundStudent, findByNumber } from './find';
import { addAcademicEntry, withdrawAcademicEntry, writeDetails } from './write';

type Refused = { message: string; fields: Record<string, string> };
export type WriteState = { saved: true } | Refused | null;
export type FindState = { found: FoundStudent | null } | Refused | null;

const pick = (form: FormData, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, form.get(name)]));

/** Form action: writes a student's confidential details. */
export async function writeDetailsAction(_state: WriteState, sent: FormData): Promise<WriteState> {
  const form = sentForm(sent);
  const names = ['studentId', 'version', 'purpose', 'ssn', 'parentContact', 'financialAid'];
  return write(writeDetails, { ...pick(form, names), clear: form.getAll('clear') });
}

/** Form action: adds an entry to a student's academic record. */
export async function addEntryAction(_state: WriteState, sent: FormData): Promise<WriteState> {
  const form = sentForm(sent);
  return write(addAcademicEntry, pick(form, ['id', 'studentId', 'purpose', 'kind', 'happenedOn', 'content']));
}

/** Form action: takes a wrong entry out of a student's academic record. */
export async function withdrawEntryAction(_state: WriteState, sent: FormData): Promise<WriteState> {
  const form = sentForm(sent);
  return write(withdrawAcademicEntry, pick(form, ['id', 'studentId', 'purpose']));
}

/** Form action: finds the student with a social security number. */
export async function findByNumberAction(_state: FindState, sent: FormData): Promise<FindState> {
  const form = sentForm(sent);
  return orRefused(async () => ({
    found: await findByNumber(await currentViewer(), pick(form, ['ssn', 'purpose'])),
  }));
}

const write = (
  mutation: (viewer: Viewer | null, raw: unknown) => Promise<void>,
  raw: unknown,
): Promise<WriteState> =>
  orRefused(async () => {
    await mutation(await currentViewer(), raw);
    refresh();
    return { saved: true as const };
  });

async function orRefused<T>(work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message, fields: error.fields ?? {} };
    throw error;
  }
}
