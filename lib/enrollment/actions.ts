'use server';

import { updateTag } from 'next/cache';
import { redirect } from 'next/navigation';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { enroll, leave } from './mutations';

export type EnrollmentFormState = { message: string } | null;

/** Form action: enrols and opens the course; without JavaScript too. */
export async function enrollAction(
  _state: EnrollmentFormState,
  form: FormData,
): Promise<EnrollmentFormState> {
  const courseId = form.get('courseId');
  const viewer = await currentViewer();
  if (!viewer) redirect(`/sign-in?next=${encodeURIComponent(`/courses/${String(courseId)}`)}`);
  try {
    await enroll(viewer, { courseId });
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
  forgetPages(courseId);
  redirect(`/courses/${String(courseId)}`);
}

/** Form action: leaves the course. */
export async function leaveAction(_state: EnrollmentFormState, form: FormData): Promise<EnrollmentFormState> {
  const courseId = form.get('courseId');
  try {
    await leave(await currentViewer(), { courseId });
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
  forgetPages(courseId);
  redirect('/dashboard');
}

/** The browser keeps pages it has seen; this makes it ask again for all of them. */
const forgetPages = (courseId: unknown) => updateTag(`course:${String(courseId)}`);
