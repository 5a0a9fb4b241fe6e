import { ArrowLeft, ArrowRight, Flag } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { OutlineLesson } from '@/lib/catalog/course';

type LessonPagerProps = {
  courseId: string;
  previous: OutlineLesson | undefined;
  next: OutlineLesson | undefined;
  /** Where the end of the last lesson leads. */
  endHref: string;
};

/** The way on, and the way back. */
export function LessonPager({ courseId, previous, next, endHref }: LessonPagerProps) {
  return (
    <nav aria-label="Previous and next lesson" className="mt-14 grid gap-3 sm:grid-cols-2 print:hidden">
      {previous ? (
        <PagerLink href={`/learn/${courseId}/${previous.id}`} label="Previous lesson" title={previous.title}>
          <ArrowLeft />
        </PagerLink>
      ) : (
        <span className="hidden sm:block" />
      )}
      {next ? (
        <PagerLink href={`/learn/${courseId}/${next.id}`} label="Next lesson" title={next.title} isNext>
          <ArrowRight />
        </PagerLink>
      ) : (
        <PagerLink href={endHref} label="End of the course" title="See where you stand" isNext>
          <Flag />
        </PagerLink>
      )}
    </nav>
  );
}

type PagerLinkProps = { href: string; label: string; title: string; isNext?: boolean; children: ReactNode };

function PagerLink({ href, label, title, isNext = false, children }: PagerLinkProps) {
  return (
    <Link
      href={href}
      className={`flex items-center gap-3 rounded-card border bg-paper-raised p-4 hover:border-rule-strong hover:shadow-raised [&>svg]:size-5 [&>svg]:shrink-0 [&>svg]:text-accent ${isNext ? 'flex-row-reverse text-right' : ''}`}
    >
      {children}
      <span className="min-w-0 grow">
        <span className="block text-sm text-ink-soft">{label}</span>
        <span className="line-clamp-2 font-semibold">{title}</span>
      </span>
    </Link>
  );
}
