import type { Evidence } from '@/lib/performance/checks/check';
import { evidenceWords } from '@/lib/performance/checks/evidence-words';

/** What was seen, each figure with its label. */
export function CheckEvidence({ evidence }: { evidence: Evidence }) {
  const words = evidenceWords(evidence).filter(({ label }) => label !== 'reason');
  if (words.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-ink-soft">
      {words.map(({ label, value }) => (
        <div key={label} className="flex min-w-0 gap-1.5">
          <dt className="shrink-0 first-letter:uppercase">{label}</dt>
          <dd className="font-semibold wrap-anywhere text-ink tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
