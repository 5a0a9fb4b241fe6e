import type { Database } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { applyProposal, undoProposal } from '@/lib/optimizer/apply/apply-proposal';
import { requireDecision } from '@/lib/optimizer/decide';
import { givenLab, requireApart } from '@/lib/optimizer/lab/given-lab';
import { rememberDays } from '@/lib/optimizer/ledger/append';
import { recordEvent } from '@/lib/optimizer/ledger/record-event';
import type { Decision } from '@/lib/optimizer/ledger/state';
import type { TrialReport } from '@/lib/optimizer/ledger/trials';
import { tryProposal } from '@/lib/optimizer/try-proposal';
import { judgementWords, titleOf } from '@/lib/optimizer/words';
import { progressBar } from '../../lib/progress-bar';
import { atCommandLine } from '../../lib/user-name';
import { type Command, idOf, proposalNamed, reasonOf, UsageFault, withPlace, withTurn } from './command';

/** Decides as whoever runs the command. @throws Refusal */
const decide = (database: Database, id: number, decision: Decision, reason?: string): Promise<void> =>
  asSystem(async (tx) => {
    const proposal = await requireDecision(tx, id, decision);
    const making = decision === 'APPROVED' && { evidence: { making: 'now' } };
    const remembered = decision === 'DECLINED' && { rememberDays };
    await recordEvent(tx, proposal, decision, { by: atCommandLine(), reason, ...making, ...remembered });
  }, database);

function roundsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 5 || rounds > 100) throw new UsageFault('--rounds is 5 to 100.');
  return rounds;
}

export const runTrial: Command = (operands, flags, signal) => {
  const id = idOf(operands);
  const pairs = roundsOf(flags.rounds);
  const labUrl = flags['lab-url'];
  if (labUrl !== undefined && !URL.canParse(labUrl))
    throw new UsageFault('--lab-url is the address of a database.');
  return withTurn(async ({ database, ownerUrl }) => {
    const proposal = await proposalNamed(database, id);
    // First of all: once it is asked for, the worker would try it on a copy of its own.
    if (labUrl !== undefined) await requireApart(labUrl, ownerUrl);
    await decide(database, id, 'TRIAL_ASKED');
    const bar = progressBar();
    const report = await tryProposal(database, proposal, {
      by: atCommandLine(),
      pairs,
      signal,
      onProgress: bar.show,
      ...(labUrl !== undefined && { open: () => givenLab(labUrl, ownerUrl) }),
    })
      .catch(async (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        await asSystem(
          (tx) => recordEvent(tx, proposal, 'FAILED', { by: atCommandLine(), reason }),
          database,
        );
        throw error;
      })
      .finally(bar.end);
    return {
      json: { id, ...report },
      text: [titleOf(proposal.change), trialLines(report)].join('\n'),
      failed: report.judgement === 'regressed',
    };
  });
};

const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

function trialLines({ judgement, reasons, effects, cold, cost, bytes, pairs }: TrialReport): string {
  return [
    `${judgementWords[judgement]}, from ${pairs} rounds with and without it. ${reasons.join(' ')}`,
    ...effects.map(effectLine),
    ...(cold.length > 0 ? ['  First call after a restart:', ...cold.map(effectLine)] : []),
    `  Takes ${(bytes / 1e6).toFixed(1)} MB. Log of a progress event: ${cost.logBytes.before} → ${cost.logBytes.after} bytes.`,
  ].join('\n');
}

function effectLine({ page, before, after, ratio, judgement }: TrialReport['effects'][number]): string {
  const interval = ratio
    ? ` × ${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`
    : '';
  return `  ${page.padEnd(40)} ${milliseconds(before)} → ${milliseconds(after)}${interval}  ${judgementWords[judgement]}`;
}

export const runApply: Command = (operands, flags) => {
  const id = idOf(operands);
  const reason = reasonOf(flags);
  return withTurn(async ({ database }, { owner }) => {
    const { state } = await proposalNamed(database, id);
    if (state !== 'approved' && state !== 'applying') await decide(database, id, 'APPROVED', reason);
    const proposal = await proposalNamed(database, id);
    await applyProposal(database, owner, proposal, atCommandLine());
    return {
      json: { id, applied: true },
      text: `Made: ${titleOf(proposal.change)}. The worker watches it, and undoes it where it makes something slower.`,
    };
  });
};

export const runRevert: Command = (operands, flags) => {
  const id = idOf(operands);
  const reason = reasonOf(flags);
  return withTurn(async ({ database }, { owner }) => {
    const { state } = await proposalNamed(database, id);
    if (state !== 'undoing') await decide(database, id, 'REVERT_ASKED', reason);
    const proposal = await proposalNamed(database, id);
    await undoProposal(database, owner, proposal, atCommandLine());
    return { json: { id, reverted: true }, text: `Undone: ${titleOf(proposal.change)}.` };
  });
};

export const runDismiss: Command = (operands, flags) => {
  const id = idOf(operands);
  const reason = reasonOf(flags);
  return withPlace(async ({ database }) => {
    await decide(database, id, 'DECLINED', reason);
    return { json: { id, dismissed: true }, text: `No. ${id} does not come up again for half a year.` };
  });
};
