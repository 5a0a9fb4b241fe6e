import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { Insight, Recommendation } from '@/lib/analytics/recommendations';
import { ruleWords } from './words';

type RecommendationListProps = { recommendations: readonly Recommendation[]; insights: readonly Insight[] };

/** What to do next and why, and what the numbers say about all courses together. */
export function RecommendationList({ recommendations, insights }: RecommendationListProps) {
  return (
    <div className="flex flex-col gap-4">
      {recommendations.length === 0 && (
        <p className="text-ink-soft">Nothing is waiting for you. Well done.</p>
      )}
      <ol className="flex flex-col divide-y">
        {recommendations.map(({ courseId, lessonId, rule, text }) => (
          <li key={courseId} className="py-3 first:pt-0">
            <p className="text-sm text-ink-soft">{ruleWords[rule]}</p>
            <p>{text}</p>
            {lessonId && (
              <Link
                href={`/learn/${courseId}/${lessonId}`}
                className="inline-flex min-h-8 items-center gap-1.5 text-sm font-semibold text-accent hover:underline pointer-coarse:min-h-11"
              >
                Open the lesson <ArrowRight className="size-4" />
              </Link>
            )}
          </li>
        ))}
      </ol>
      {insights.map(({ text }) => (
        <p key={text} className="border-l-3 border-rule-strong pl-3 text-sm text-ink-soft">
          {text}
        </p>
      ))}
    </div>
  );
}
