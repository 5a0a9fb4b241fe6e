import { asSystem } from '@/lib/access/transaction';
import { counted } from '@/lib/format';
import { type AnyProposal, isChangeProposal, readKnown } from '@/lib/optimizer/ledger/proposals';
import { doerWords, estimateWords, isSettled, stateWordsOf, titleOf } from '@/lib/optimizer/words';
import { type Command, noOperands, withPlace } from './command';

/** What is open: changes, and advice to people. */
export const runCandidates: Command = (operands) => {
  noOperands(operands);
  return withPlace(async ({ database }) => {
    const known = await asSystem((tx) => readKnown(tx), database);
    const open = known.filter(({ state }) => !isSettled(state));
    const candidates = open.map(({ entries: _, ...one }) => ({ ...one, title: titleOf(one.change) }));
    const text = open.length === 0 ? 'Nothing is open.' : open.map(linesOf).join('\n\n');
    return { json: { asOf: new Date().toISOString(), candidates }, text };
  });
};

const linesOf = (proposal: AnyProposal): string =>
  [
    `${proposal.id}  ${stateWordsOf(proposal.change, proposal.state)}: ${titleOf(proposal.change)}`,
    proposal.why,
    ...(isChangeProposal(proposal) ? changeLines(proposal.price) : adviceLines(proposal.change)),
  ].join('\n      ');

const changeLines = ({ bytes, eventBytes = 0 }: AnyProposal['price']): string[] => [
  `Costs: ${(bytes / 1e6).toFixed(1)} MB, ${counted(eventBytes, 'byte')} for each progress event.`,
];

const adviceLines = (advice: Extract<AnyProposal['change'], { instead: string }>): string[] => [
  `Do: ${advice.instead}`,
  `Expected: ${estimateWords(advice.estimate)}. Estimated: ${advice.estimate.how}`,
  `Costs: ${advice.price}`,
  `Who: ${doerWords[advice.who]}.`,
];
