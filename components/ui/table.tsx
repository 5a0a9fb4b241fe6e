import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import Link from 'next/link';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';
import { LinkPending } from './link-pending';
import { ScrollHint } from './scroll-hint';

type TableProps = {
  caption: ReactNode;
  captionHidden?: boolean;
  /** Scrolls inside itself, its header always in sight: for long lists. */
  tall?: boolean;
  /** On a narrow screen its rows become cards, see stacked-table.css; its cells name their columns with `label`. */
  stacked?: boolean;
  children: ReactNode;
  className?: string;
};

/**
 * A dense table: plain thead, tbody and tr inside, with `HeadCell`, `SortHeadCell` and `Cell`. Where it is wider than its
 * place, it scrolls inside itself and says so.
 */
export function Table({
  caption,
  captionHidden = false,
  tall = false,
  stacked = false,
  children,
  className,
}: TableProps) {
  const captionId = useId();
  return (
    <section
      aria-labelledby={captionId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn(
        'relative overflow-auto rounded-card border bg-paper-raised print:max-h-none print:overflow-visible print:border-0',
        tall && (stacked ? 'md:max-h-[75dvh]' : 'max-h-[75dvh]'),
        className,
      )}
    >
      <ScrollHint>Scroll sideways for more columns.</ScrollHint>
      <table
        className={cn(
          'w-full border-separate border-spacing-0 text-sm [&_tbody_tr:hover]:bg-paper-sunken [&_tbody_tr:last-child>*]:border-b-0',
          stacked && 'stacked-table',
        )}
      >
        <caption
          id={captionId}
          className={captionHidden ? 'sr-only' : 'border-b px-4 py-3 text-left text-base font-semibold'}
        >
          {caption}
        </caption>
        {children}
      </table>
    </section>
  );
}

type Labelled = {
  numeric?: boolean;
  /** What its column is called: stands beside the value where the table is stacked. */
  label?: string;
};

type HeadCellProps = ComponentProps<'th'> & Labelled;

/** The heading of a column (or of a row, with `scope="row"`). */
export function HeadCell({
  numeric = false,
  scope = 'col',
  label,
  className,
  children,
  ...props
}: HeadCellProps) {
  return (
    <th
      scope={scope}
      className={cn(
        'border-b px-3 py-1.5 text-left font-semibold first:pl-4 last:pr-4',
        scope === 'col' && 'sticky top-0 z-10 bg-paper-sunken align-middle whitespace-nowrap print:static',
        scope === 'row' && 'min-w-40 align-baseline',
        numeric && 'text-right',
        className,
      )}
      {...props}
    >
      <Named label={label}>{children}</Named>
    </th>
  );
}

export type SortDirection = 'ascending' | 'descending';
const arrows = { ascending: ArrowUp, descending: ArrowDown };

type SortHeadCellProps = HeadCellProps & {
  /** The address that sorts by this column (or turns its direction round). */
  href: ComponentProps<typeof Link>['href'];
  /** How the table is sorted by this column now; null where it is sorted by another. */
  direction: SortDirection | null;
};

/** A column heading that sorts: the order lives in the address. */
export function SortHeadCell({ href, direction, numeric, children, ...props }: SortHeadCellProps) {
  const Arrow = direction ? arrows[direction] : ArrowUpDown;
  return (
    <HeadCell numeric={numeric} aria-sort={direction ?? 'none'} {...props}>
      <Link
        href={href}
        scroll={false}
        className={cn(
          'relative flex min-h-6 items-center gap-1 hover:text-accent hover:underline [&_svg]:size-3.5 [&_svg]:shrink-0',
          numeric && 'justify-end',
          direction ? 'text-accent' : '[&_svg]:text-ink-soft',
        )}
      >
        {children}
        <Arrow />
        <LinkPending />
      </Link>
    </HeadCell>
  );
}

/** A cell; numbers stand right-aligned so that their digits line up. */
export function Cell({
  numeric = false,
  label,
  className,
  children,
  ...props
}: ComponentProps<'td'> & Labelled) {
  return (
    <td
      className={cn(
        'border-b px-3 py-1.5 align-baseline first:pl-4 last:pr-4',
        numeric && 'text-right whitespace-nowrap',
        className,
      )}
      {...props}
    >
      <Named label={label}>{children}</Named>
    </td>
  );
}

/** A value and, to be seen alone, the name of its column: who listens hears that from the heading. */
function Named({ label, children }: Pick<Labelled, 'label'> & { children: ReactNode }) {
  if (label === undefined) return children;
  return (
    <>
      <span aria-hidden className="column-name">
        {label}
      </span>
      <div className="column-value">{children}</div>
    </>
  );
}
