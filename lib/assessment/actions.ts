'use server';

import { randomUUID } from 'node:crypto';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { answerQuestion } from './answer-question';
import type { AnswerReceipt } from './schema';

export type AnswerFormState = {
  /** The id that the next answer of this form will have. */
  id: string;
  /** What became of the last answer sent with this form, and why it was refused if it was. */
  receipt: AnswerReceipt | null;
  message: string | null;
};

/** Form action: answers a question as whoever is signed in. */
export async function answerAction(before: AnswerFormState, form: FormData): Promise<AnswerFormState> {
  const answer = {
    id: form.get('id'),
    questionId: form.get('questionId'),
    version: Number(form.get('version')),
    chosen: form.getAll('chosen'),
  };
  try {
    const receipt = await answerQuestion(await currentViewer(), answer);
    return { id: randomUUID(), receipt, message: null };
  } catch (error) {
    if (error instanceof Refusal) return { ...before, message: error.message };
    throw error;
  }
}
