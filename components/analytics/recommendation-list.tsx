import { ArrowRight, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { type Insight, type Recommendation, recommendationsAtOnce } from '@/lib/analytics/recommendations';
import type { CourseProgress } from '@/lib/analytics/student-progress';
import { count } from '@/lib/format';
import { DismissForm } from './dismiss-form';
import { ruleWords } from './words';

type RecommendationListProps = {
  recommendations: readonly Recommendation[];
  insights?: readonly Insight[];
  /** For naming the course of each; absent where they are all of one. */
  courses?: readonly Pick<CourseProgress, 'courseId' | 'title'>[];
};

/** What to do next and why, and what the numbers say about all courses together. */
export function RecommendationList({ recommendations, insights = [], courses }: RecommendationListProps) {
  return (
    <div className="flex flex-col gap-4">
      {recommendations.length === 0 && (
        <p className="text-ink-soft">Nothing is waiting for you. Well done.</p>
      )}
      <Items recommendations={recommendations.slice(0, recommendationsAtOnce)} courses={courses} />
      {recommendations.length > recommendationsAtOnce && (
        <details className="group">
          <summary className="mb-3 flex min-h-8 w-fit list-none items-center gap-1.5 text-sm font-semibold text-accent pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
            Show {count(recommendations.length - recommendationsAtOnce)} more
          </summary>
          <Items recommendations={recommendations.slice(recommendationsAtOnce)} courses={courses} />
        </details>
      )}
      {insights.map(({ text }) => (
        <p key={text} className="border-l-3 border-rule-strong pl-3 text-sm text-ink-soft">
          {text}
        </p>
      ))}
    </div>
  );
}

function Items({ recommendations, courses }: Pick<RecommendationListProps, 'recommendations' | 'courses'>) {
  return (
    <ol className="flex flex-col divide-y">
      {recommendations.map((recommendation) => (
        <Item
          key={`${recommendation.rule}-${recommendation.sectionId}`}
          recommendation={recommendation}
          course={courses?.find(({ courseId }) => courseId === recommendation.courseId)?.title}
        />
      ))}
    </ol>
  );
}

function Item({ recommendation, course }: { recommendation: Recommendation; course: string | undefined }) {
  const { courseId, lessonId, sectionId, rule, text } = recommendation;
  return (
    <li className="py-3 first:pt-0">
      <p className="text-sm text-ink-soft">
        {ruleWords[rule]}
        {course && ` · ${course}`}
      </p>
      <p>{text}</p>
      <div className="mt-1 flex flex-wrap items-center gap-x-4">
        <Link
          href={`/learn/${courseId}/${lessonId}#${sectionId}`}
          className="inline-flex min-h-8 items-center gap-1.5 text-sm font-semibold text-accent hover:underline pointer-coarse:min-h-11"
        >
          Open the lesson <ArrowRight className="size-4" />
        </Link>
        <DismissForm recommendation={recommendation} />
      </div>
    </li>
  );
}
