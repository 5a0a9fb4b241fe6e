import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { StatusBadge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import type { State } from '@/lib/compliance/check';

const looks: Record<State, { tone: Tone; word: string; icon?: ReactNode }> = {
  ok: { tone: 'positive', word: 'In order' },
  warning: { tone: 'caution', word: 'Warning' },
  critical: { tone: 'critical', word: 'Critical' },
  unknown: { tone: 'neutral', word: 'Not known yet', icon: <CircleHelp /> },
};

export function StateBadge({ state }: { state: State }) {
  const { tone, word, icon } = looks[state];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {word}
    </StatusBadge>
  );
}
