import { CheckEvidence } from '@/components/performance/check-evidence';
import type { Advice } from '@/lib/optimizer/advice/advice';
import { doerWords, estimateWords } from '@/lib/optimizer/words';

type AdviceTextProps = {
  advice: Advice;
  /** Where in the product it is felt. */
  pages: readonly string[];
};

/** What to do, what is expected of it and how that was estimated, what it costs, and who can do it. */
export function AdviceText({ advice, pages }: AdviceTextProps) {
  const { instead, estimate, price, who, evidence } = advice;
  const about = advice.kind === 'rewrite' ? advice.statement : null;
  // One that nobody named is known by nothing but its number.
  const felt = pages.filter((page) => page !== about);
  const lines = [
    { label: 'What to do', text: instead },
    { label: 'Expected', text: `${estimateWords(estimate)}. Estimated: ${estimate.how}` },
    { label: 'What it costs', text: price },
    { label: 'Who can do it', text: doerWords[who] },
    ...(felt.length > 0 ? [{ label: 'For', text: felt.join(', ') }] : []),
    ...(advice.kind === 'cache-lifetime' ? [{ label: 'Setting', text: advice.setting }] : []),
  ];
  return (
    <div className="flex max-w-reading flex-col gap-3 text-sm">
      <dl className="flex flex-col gap-2 sm:grid sm:grid-cols-[auto_1fr] sm:gap-x-4">
        {lines.map(({ label, text }) => (
          <div key={label} className="sm:contents">
            <dt className="font-semibold">{label}</dt>
            <dd className="wrap-anywhere">{text}</dd>
          </div>
        ))}
      </dl>
      {advice.kind === 'rewrite' && advice.text !== '' && (
        <pre className="rounded-control bg-paper-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {advice.text}
        </pre>
      )}
      <CheckEvidence evidence={evidence} />
    </div>
  );
}
