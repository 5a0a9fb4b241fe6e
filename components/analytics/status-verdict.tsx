import type { LearningStatus, Verdict } from '@/lib/analytics/standing';
import { LearningStatusBadge } from './learning-status-badge';
import { confidenceWords } from './words';

/** The learning status with its reason and how sure it is; or why there is none yet. */
export function StatusVerdict({ verdict }: { verdict: Verdict<LearningStatus> }) {
  if (verdict.value === null) return <p className="text-sm text-ink-soft">{verdict.reason}</p>;
  return (
    <div className="text-sm">
      <LearningStatusBadge status={verdict.value} />
      <p className="mt-1.5 text-ink-soft">
        {verdict.reason} <span className="whitespace-nowrap">({confidenceWords[verdict.confidence]})</span>
      </p>
    </div>
  );
}
