import { ChevronRight } from 'lucide-react';
import { TextLink } from './text-link';

export type Crumb = { label: string; href?: string };

/** The way here; the last crumb is the page itself and has no link. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="text-sm text-ink-soft print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {crumbs.map(({ label, href }, index) => (
          <li key={`${href}${label}`} className="flex min-h-6 min-w-0 items-center gap-1.5">
            {index > 0 && <ChevronRight className="size-3.5 shrink-0" />}
            {href ? (
              <TextLink
                href={href}
                className="line-clamp-2 min-w-0 text-ink-soft wrap-anywhere no-underline hover:underline"
              >
                {label}
              </TextLink>
            ) : (
              <span aria-current="page" className="line-clamp-2 min-w-0 wrap-anywhere">
                {label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
