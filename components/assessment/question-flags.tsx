import { StatusBadge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import type { Flag, FlagKind } from '@/lib/assessment/flags';
import { flagWords } from './words';

const tones: Record<FlagKind, Tone> = {
  key: 'critical',
  negative: 'critical',
  weak: 'caution',
  easy: 'accent',
  hard: 'accent',
  unchosen: 'neutral',
};

/** What to look at in a question, each kind once; the reasons stand with the question itself. */
export function QuestionFlags({ flags }: { flags: readonly Flag[] }) {
  const kinds = [...new Set(flags.map(({ kind }) => kind))];
  if (kinds.length === 0) return <span className="text-ink-soft">none</span>;
  return (
    <span className="flex flex-wrap gap-1.5">
      {kinds.map((kind) => (
        <StatusBadge key={kind} tone={tones[kind]}>
          {flagWords[kind]}
        </StatusBadge>
      ))}
    </span>
  );
}
