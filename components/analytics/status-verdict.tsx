import { Rocket } from 'lucide-react';
import { StatusBadge } from '@/components/ui/badge';
import type { LearningStatus, Verdict } from '@/lib/analytics/standing';
import { confidenceWords, statusWords } from './words';

/** The learning status with its reason and how sure it is; or why there is none yet. */
export function StatusVerdict({ verdict }: { verdict: Verdict<LearningStatus> }) {
  if (verdict.value === null) return <p className="text-sm text-ink-soft">{verdict.reason}</p>;
  const { word, tone } = statusWords[verdict.value];
  return (
    <div className="text-sm">
      <StatusBadge tone={tone} icon={verdict.value === 'ACCELERATED' ? <Rocket /> : undefined}>
        {word}
      </StatusBadge>
      <p className="mt-1.5 text-ink-soft">
        {verdict.reason} <span className="whitespace-nowrap">({confidenceWords[verdict.confidence]})</span>
      </p>
    </div>
  );
}
