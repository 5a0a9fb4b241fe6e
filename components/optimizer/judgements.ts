import type { Tone } from '@/components/ui/tone';
import type { ProposalState } from '@/lib/optimizer/ledger/state';
import type { Judgement } from '@/lib/optimizer/verdict/judge-pairs';

export const judgementTones: Readonly<Record<Judgement, Tone>> = {
  improved: 'positive',
  regressed: 'critical',
  inconclusive: 'neutral',
};

export const stateTones: Readonly<Record<ProposalState, Tone>> = {
  proposed: 'accent',
  refuted: 'neutral',
  'in-lab': 'accent',
  tried: 'accent',
  approved: 'accent',
  declined: 'neutral',
  applying: 'accent',
  watched: 'accent',
  kept: 'positive',
  unclear: 'neutral',
  undoing: 'caution',
  undone: 'caution',
  failed: 'critical',
};
