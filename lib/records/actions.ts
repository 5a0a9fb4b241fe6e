'use server';

import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { requestAccess } from './request-access';
import type { AccessAnswer } from './schema';

export type AccessState =
  | { answer: AccessAnswer }
  | { message: string; fields: Record<string, string> }
  | null;

/** Form action: asks the gate for a record; without JavaScript too. */
export async function requestAccessAction(_before: AccessState, sent: FormData): Promise<AccessState> {
  const form = sentForm(sent);
  const [threat, recipients] = [form.get('threat'), form.get('recipients')];
  const asked = ['studentId', 'scope', 'purpose', 'justification'].map((name) => [name, form.get(name)]);
  const isStated = form.get('emergency') === 'stated' || threat || recipients;
  const emergency = isStated ? { emergency: { threat: threat ?? '', recipients: recipients ?? '' } } : {};
  try {
    const answer = await requestAccess(await currentViewer(), { ...Object.fromEntries(asked), ...emergency });
    return { answer };
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message, fields: error.fields ?? {} };
    throw error;
  }
}
