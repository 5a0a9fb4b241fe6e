'use server';

import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { enroll, leave } from './mutations';

/** Why it was refused; null where it is done. */
export type EnrollmentFormState = { message: string } | null;

/** Form action: enrols whoever is signed in. */
export async function enrollAction(sent: FormData): Promise<EnrollmentFormState> {
  const form = sentForm(sent);
  const viewer = await currentViewer();
  return refusalOf(enroll(viewer, { courseId: form.get('courseId') }));
}

/** Form action: leaves the course. */
export async function leaveAction(sent: FormData): Promise<EnrollmentFormState> {
  const form = sentForm(sent);
  const viewer = await currentViewer();
  return refusalOf(leave(viewer, { courseId: form.get('courseId') }));
}

async function refusalOf(write: Promise<unknown>): Promise<EnrollmentFormState> {
  try {
    await write;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
}
