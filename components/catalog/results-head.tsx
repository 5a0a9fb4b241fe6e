import { LayoutGrid, Rows3 } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type CatalogAddress, listingHref } from '@/lib/catalog/listing-address';
import { counted } from '@/lib/format';
import { searchFormId } from './search-form-id';
import { SubmittingSelect } from './submitting-select';
import { sortsFor, sortWords } from './words';

type ResultsHeadProps = { address: CatalogAddress; total: number };

/** How many courses there are, in which order, and how they are shown. */
export function ResultsHead({ address, total }: ResultsHeadProps) {
  return (
    <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div role="status" className="min-w-0">
        <h2 id="courses-found" className="font-serif text-xl font-semibold wrap-anywhere tabular-nums">
          {counted(total, 'course')}
          {address.q && ` for “${address.q}”`}
        </h2>
      </div>
      {total > 1 && (
        <div className="grid grid-cols-[minmax(0,1fr)_10rem] items-center gap-3 max-sm:w-full sm:grid-cols-[13rem_10rem] print:hidden">
          <OrderSelect address={address} />
          <ViewSwitch address={address} />
        </div>
      )}
    </div>
  );
}

function OrderSelect({ address: { q, sort } }: { address: CatalogAddress }) {
  // The order that fits the question is the one without a name in the address.
  const [usual, ...others] = sortsFor(q !== undefined);
  return (
    <SubmittingSelect
      form={searchFormId}
      name="sort"
      aria-label="Order"
      value={sort === undefined || sort === usual ? '' : sort}
      options={[
        { value: '', label: sortWords[usual] },
        ...others.map((value) => ({ value, label: sortWords[value] })),
      ]}
    />
  );
}

function ViewSwitch({ address }: { address: CatalogAddress }) {
  const isList = address.view === 'list';
  const { cursor } = address;
  return (
    <nav
      aria-label="View"
      className="grid min-h-10 grid-cols-2 rounded-control border border-rule-strong bg-paper-raised"
    >
      <ViewLink href={listingHref(address, { view: undefined, cursor })} isCurrent={!isList}>
        <LayoutGrid /> Cards
      </ViewLink>
      <ViewLink href={listingHref(address, { view: 'list', cursor })} isCurrent={isList}>
        <Rows3 /> List
      </ViewLink>
    </nav>
  );
}

type ViewLinkProps = { href: string; isCurrent: boolean; children: ReactNode };

const ViewLink = ({ href, isCurrent, children }: ViewLinkProps) => (
  <Link
    href={href}
    prefetch={false}
    scroll={false}
    aria-current={isCurrent ? 'true' : undefined}
    className="flex min-h-9.5 items-center justify-center gap-1.5 rounded-control px-2 text-sm hover:bg-paper-sunken aria-current:bg-accent-soft aria-current:font-semibold aria-current:underline aria-current:underline-offset-3 pointer-coarse:min-h-11 [&_svg]:size-4"
  >
    {children}
  </Link>
);
