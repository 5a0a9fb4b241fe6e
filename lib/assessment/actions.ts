'use server';

import { randomUUID } from 'node:crypto';
import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { answerQuestion } from './answer-question';
import type { AnswerReceipt } from './schema';

export type AnswerFormState = {
  /** The id that the next answer of this form will have. */
  id: string;
  chosen: string[];
  /** What became of the last answer; null while there is none. */
  outcome: Pick<AnswerReceipt, 'attempt' | 'correct' | 'key'> | null;
  /** Why the last one was refused; null where it was not. */
  message: string | null;
};

/** Form action: answers a question as whoever is signed in. */
export async function answerAction(before: AnswerFormState, sent: FormData): Promise<AnswerFormState> {
  const form = sentForm(sent);
  const chosen = form.getAll('chosen').map(String);
  const answer = {
    id: form.get('id'),
    questionId: form.get('questionId'),
    version: Number(form.get('version')),
    chosen,
  };
  try {
    const outcome = await answerQuestion(await currentViewer(), answer);
    refresh();
    return { id: randomUUID(), chosen, outcome, message: null };
  } catch (error) {
    if (error instanceof Refusal) return { ...before, chosen, message: error.message };
    throw error;
  }
}
