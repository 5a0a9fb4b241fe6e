'use server';

import { refresh } from 'next/cache';
import { sentForm } from '@/lib/access/sent-form';
import { currentViewer } from '@/lib/access/session';
import { Refusal } from '@/lib/errors';
import { type Decided, decideProposal } from './decide';
import { explainSampled } from './explain/explain-sampled';
import type { SampledPlan } from './explain/sampled-plans';
import { setWindow } from './quiet-window/set-window';

export type DecisionState = { done: boolean; message: string } | null;

/** Form action: what becomes of a proposal; without JavaScript too. */
export async function decideAction(_state: DecisionState, sent: FormData): Promise<DecisionState> {
  const form = sentForm(sent);
  try {
    const input = {
      proposalId: form.get('proposalId'),
      decision: form.get('decision'),
      making: form.get('making') ?? undefined,
      reason: form.get('reason'),
    };
    const decided = await decideProposal(await currentViewer(), input);
    refresh();
    return { done: true, message: outcome(decided) };
  } catch (error) {
    if (error instanceof Refusal) return { done: false, message: error.message };
    throw error;
  }
}

function outcome({ decision, making }: Decided): string {
  if (decision === 'DECLINED') return 'Noted. It does not come up again for half a year.';
  return decision === 'APPROVED' && making === 'quiet'
    ? 'Noted. The worker makes the change in the quiet window.'
    : 'Noted. The worker carries it out within a minute.';
}

/** Form action: when changes may be made; without JavaScript too. */
export async function setWindowAction(_state: DecisionState, sent: FormData): Promise<DecisionState> {
  const form = sentForm(sent);
  try {
    const input = {
      from: form.get('from'),
      until: form.get('until'),
      timeZone: form.get('timeZone'),
      reason: form.get('reason'),
    };
    await setWindow(await currentViewer(), input);
    refresh();
    return { done: true, message: 'Noted. It holds for what is approved already, too.' };
  } catch (error) {
    if (error instanceof Refusal) return { done: false, message: error.message };
    throw error;
  }
}

export type SampledState = { plans: SampledPlan[] } | { message: string } | null;

/** Form action: how a statement is answered with values that occur; without JavaScript too. */
export async function explainSampledAction(_state: SampledState, sent: FormData): Promise<SampledState> {
  const form = sentForm(sent);
  try {
    return { plans: await explainSampled(await currentViewer(), { statement: form.get('statement') }) };
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message };
    throw error;
  }
}
