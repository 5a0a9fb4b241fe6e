import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** A part of a long page: the id of its element, its heading, and how it stands where it has a state. */
export type PagePart = { id: string; title: string; state?: ReactNode };

type PagePartsProps = { parts: readonly PagePart[]; children: ReactNode };

/** A long page beside the list of its parts, which stays in sight where there is room, and opens at a tap where there is not. */
export const PageParts = ({ parts, children }: PagePartsProps) => (
  <div className="xl:grid xl:grid-cols-[13rem_minmax(0,1fr)] xl:items-start xl:gap-8 print:block">
    <nav
      aria-label="On this page"
      className="sticky top-20 -ml-3 hidden max-h-[calc(100dvh-6rem)] overflow-y-auto xl:block print:hidden"
    >
      <PartList parts={parts} />
    </nav>
    <nav
      aria-label="On this page"
      className="mb-8 rounded-card border bg-paper-raised xl:hidden print:hidden"
    >
      <details className="group">
        <summary className="flex min-h-11 list-none items-center gap-1.5 px-4 font-semibold [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          On this page
        </summary>
        <div className="border-t p-1 sm:columns-2">
          <PartList parts={parts} />
        </div>
      </details>
    </nav>
    <div className="min-w-0">{children}</div>
  </div>
);

/** The browser marks the part that is read, where it can. */
const PartList = ({ parts }: { parts: readonly PagePart[] }) => (
  <ul className="[scroll-target-group:auto]">
    {parts.map(({ id, title, state }) => (
      <li key={id} className="break-inside-avoid">
        <a
          href={`#${id}`}
          className="flex min-h-8 flex-wrap items-center justify-between gap-x-3 gap-y-0.5 border-l-3 border-transparent py-1 pr-3 pl-2.25 text-sm text-ink-soft -outline-offset-3 hover:text-ink xl:flex-col xl:items-start xl:justify-center pointer-coarse:min-h-11 [&:target-current]:border-accent [&:target-current]:text-accent"
        >
          {title}
          {state}
        </a>
      </li>
    ))}
  </ul>
);
