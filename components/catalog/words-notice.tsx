import { Info } from 'lucide-react';
import { TextLink } from '@/components/ui/text-link';
import { type CatalogAddress, listingHref } from '@/lib/catalog/listing-address';
import type { Listing } from '@/lib/catalog/schema';

type WordsNoticeProps = { address: CatalogAddress } & Pick<Listing, 'didYouMean' | 'relaxed'>;

/** Where the search took the words differently from how they were written, it says so. */
export function WordsNotice({ address, didYouMean, relaxed }: WordsNoticeProps) {
  if (!didYouMean && !relaxed) return null;
  return (
    <div className="flex flex-col gap-1 rounded-card bg-paper-sunken px-4 py-3 text-sm">
      {relaxed && (
        <p className="flex gap-2">
          <Info className="mt-0.5 size-4.5 shrink-0 text-ink-soft" />
          No course has all of these words; these have most of them.
        </p>
      )}
      {didYouMean && <DidYouMean address={address} words={didYouMean} />}
    </div>
  );
}

export const DidYouMean = ({ address, words }: { address: CatalogAddress; words: string }) => (
  <p>
    Did you mean{' '}
    <TextLink href={listingHref(address, { q: words })} prefetch={false} className="font-semibold">
      {words}
    </TextLink>
    ?
  </p>
);
