import { CalendarRange } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Tabs } from '@/components/ui/tabs';
import type { ClassTermCourse } from '@/lib/classes/schema';
import { termName } from './term-name';

type TermChoiceProps = { courseId: string; others: ClassTermCourse[]; chosen: string | undefined };

/** Which other term of the course stands beside this one. */
export function TermChoice({ courseId, others, chosen }: TermChoiceProps) {
  if (others.length === 0 && chosen === undefined) {
    return (
      <EmptyState icon={<CalendarRange />} title="There is no other term to compare with">
        <p>
          Another term of this course shows here when you answer for its class as well. Terms belong together
          when their codes are alike but for the term, such as BIO1_2024 and BIO1_2025; without a code their
          titles count.
        </p>
      </EmptyState>
    );
  }
  if (others.length < 2) return null;
  return (
    <Tabs
      label="Term to compare with"
      className="mb-6"
      tabs={others.map((other) => ({
        href: `/teach/${courseId}/compare?with=${other.id}`,
        label: termName(other),
        current: other.id === chosen,
      }))}
    />
  );
}
