import type { Tone } from '@/components/ui/tone';
import type { Verdict } from '@/lib/oversight/verdicts';

export const verdictWords: Record<Verdict, { label: string; tone: Tone }> = {
  EXPLAINED: { label: 'Explained', tone: 'positive' },
  CONCERN: { label: 'Concern, watched on', tone: 'caution' },
  INCIDENT: { label: 'Incident', tone: 'critical' },
};
