import Link from 'next/link';
import { cn } from '@/components/ui/cn';
import type { OutlineLesson, OutlineSection } from '@/lib/catalog/course';
import { ProgressSign } from './progress-sign';

type LessonOutlineProps = { courseId: string; lessons: readonly OutlineLesson[]; currentId: string };

const row =
  'flex min-h-9 items-start gap-2 rounded-control px-2 py-1.5 text-sm hover:bg-accent-soft pointer-coarse:min-h-11';

/** The lessons of the course with their progress; the current one shows its sections. */
export function LessonOutline({ courseId, lessons, currentId }: LessonOutlineProps) {
  return (
    <nav aria-label="Lessons of this course">
      <ol className="flex flex-col">
        {lessons.map((lesson, index) => {
          const isCurrent = lesson.id === currentId;
          const counting = lesson.sections.filter(({ required }) => required).map(({ id }) => id);
          return (
            <li key={lesson.id}>
              <Link
                href={`/learn/${courseId}/${lesson.id}`}
                aria-current={isCurrent ? 'page' : undefined}
                className={cn(row, isCurrent && 'font-semibold text-accent')}
              >
                <ProgressSign sectionIds={counting} />
                <span className="min-w-0">
                  {index + 1}. {lesson.title}
                </span>
              </Link>
              {isCurrent && lesson.sections.length > 1 && <SectionLinks sections={lesson.sections} />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function SectionLinks({ sections }: { sections: readonly OutlineSection[] }) {
  return (
    <ol className="ml-4 border-l pl-2">
      {sections.map((section) => (
        <li key={section.id}>
          <a href={`#${section.id}`} className={row}>
            <ProgressSign sectionIds={[section.id]} />
            <span className="min-w-0">{section.title}</span>
          </a>
        </li>
      ))}
    </ol>
  );
}
