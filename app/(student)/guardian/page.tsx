import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { CollectionBadge } from '@/components/records/rights/collection-badge';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink } from '@/components/ui/text-link';
import { refusePage, requireViewer } from '@/lib/access/require';
import { getCollections } from '@/lib/records/guardians/collection';
import { getChildren } from '@/lib/records/guardians/queries';

export const metadata: Metadata = { title: 'Your children' };

/** For whoever holds the rights in somebody’s record as a guardian; for nobody else does it exist. */
export default async function GuardianPage() {
  const viewer = await requireViewer();
  const [children, collections] = await Promise.all([getChildren(viewer), getCollections(viewer)]);
  const [only, ...others] = children;
  if (!only) return refusePage(viewer);
  if (others.length === 0) redirect(`/guardian/${only.id}`);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title="Your children"
        lead="Until they are 18 or begin postsecondary education, you see their records and decide about them."
      />
      <ul className="grid gap-4 sm:grid-cols-2">
        {children.map(({ id, name }) => {
          const collection = collections.get(id);
          return (
            <Card
              key={id}
              as="li"
              title={
                <TextLink href={`/guardian/${id}`} prefetch={false}>
                  {name}
                </TextLink>
              }
            >
              <ul className="flex flex-col gap-2">
                <li className="flex flex-wrap items-center gap-3">
                  <TextLink href={`/guardian/${id}/choices`} prefetch={false}>
                    What may be shared
                    <span className="sr-only"> of the record of {name}</span>
                  </TextLink>
                  {collection && <CollectionBadge {...collection} />}
                </li>
                <li>
                  <TextLink href={`/guardian/${id}/requests`} prefetch={false}>
                    Requests
                    <span className="sr-only"> about the record of {name}</span>
                  </TextLink>
                </li>
              </ul>
            </Card>
          );
        })}
      </ul>
    </div>
  );
}
