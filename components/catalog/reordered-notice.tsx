import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { type CatalogAddress, listingHref } from '@/lib/catalog/listing-address';

/** Says that a page of the list is where it was, in an order that has changed since. */
export const ReorderedNotice = ({ address }: { address: CatalogAddress }) => (
  <Alert title="The order has changed since you opened the list" className="mb-6">
    <p>
      Some courses may appear again and others be missed.{' '}
      <TextLink href={listingHref(address, {})} prefetch={false}>
        Start again from the first page
      </TextLink>
    </p>
  </Alert>
);
