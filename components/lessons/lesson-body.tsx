import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { SectionQuestions } from '@/components/assessment/section-questions';
import { EmptyState } from '@/components/ui/empty-state';
import { Prose } from '@/components/ui/prose';
import type { AskedQuestion } from '@/lib/assessment/schema';
import { durationOfMinutes } from '@/lib/format';
import type { Lesson, LessonSection } from '@/lib/lessons/schema';
import { ContentBlocks } from './content-blocks';
import { InlineMarkdown } from './markdown';
import { SectionFoot } from './section-foot';

type LessonBodyProps = {
  lesson: Pick<Lesson, 'sections' | 'content'>;
  questions: readonly AskedQuestion[];
  isPreview: boolean;
};

/** The sections of a lesson, each with an address of its own, and what to take along. */
export function LessonBody({ lesson, questions, isPreview }: LessonBodyProps) {
  if (lesson.sections.length === 0) {
    return (
      <EmptyState title="This lesson has no text yet">
        <p>Its author is still writing. Go on with another lesson meanwhile.</p>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-14">
      {lesson.sections.map((section) => (
        <Section key={section.id} section={section}>
          <SectionQuestions
            sectionId={section.id}
            questions={questions.filter(({ sectionId }) => sectionId === section.id)}
            isPreview={isPreview}
          />
        </Section>
      ))}
      {lesson.content.keyPoints.length > 0 && <KeyPoints points={lesson.content.keyPoints} />}
    </div>
  );
}

function Section({ section, children }: { section: LessonSection; children: ReactNode }) {
  const { id, title, estimatedDuration, required, blocks, completionRule } = section;
  const facts = [estimatedDuration !== null && durationOfMinutes(estimatedDuration), !required && 'optional'];
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <div className="mb-4">
        <h2 id={`${id}-title`} className="font-serif text-2xl font-semibold">
          {title}
        </h2>
        <p className="text-sm text-ink-soft">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <Prose>
        <ContentBlocks blocks={blocks} />
      </Prose>
      {children}
      <SectionFoot sectionId={id} title={title} rule={completionRule} />
    </section>
  );
}

function KeyPoints({ points }: { points: readonly string[] }) {
  return (
    <section aria-labelledby="key-points" className="rounded-card border bg-paper-raised p-5 sm:p-6">
      <h2 id="key-points" className="flex items-center gap-2 font-serif text-xl font-semibold">
        <KeyRound className="size-5 text-accent" /> To take along
      </h2>
      <ul className="mt-3 flex list-disc flex-col gap-2 pl-5 marker:text-ink-soft">
        {points.map((point) => (
          <li key={point}>
            <InlineMarkdown text={point} />
          </li>
        ))}
      </ul>
    </section>
  );
}
