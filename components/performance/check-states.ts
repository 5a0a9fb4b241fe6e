import type { Tone } from '@/components/ui/tone';
import type { State } from '@/lib/performance/checks/check';

/** How the state of a check looks and reads. */
export const checkStates: Record<State, { tone: Tone; word: string }> = {
  critical: { tone: 'critical', word: 'critical' },
  warning: { tone: 'caution', word: 'to look at' },
  unknown: { tone: 'neutral', word: 'not known' },
  ok: { tone: 'positive', word: 'fine' },
};
