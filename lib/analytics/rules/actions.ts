'use server';

import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { changeRule } from './mutations';

export type RuleFormState =
  | { done: true; old: number; new: number }
  | { done: false; message: string }
  | null;

/** Form action: another value for a rule, or the product's again; without JavaScript too. */
export async function changeRuleAction(_state: RuleFormState, sent: FormData): Promise<RuleFormState> {
  const form = sentForm(sent);
  const value = form.get('intent') === 'reset' ? null : numberIn(form.get('value'));
  try {
    const input = { rule: form.get('rule'), value, reason: form.get('reason') };
    const outcome = await changeRule(await currentViewer(), input);
    refresh();
    return { done: true, old: outcome.old, new: outcome.new };
  } catch (error) {
    if (error instanceof Refusal) return { done: false, message: error.message };
    throw error;
  }
}

/** What a number field sent; text that is no number stays as it is and is refused by the schema. */
function numberIn(field: FormDataEntryValue | null): unknown {
  const text = typeof field === 'string' ? field.trim().replace(',', '.') : '';
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text);
}
