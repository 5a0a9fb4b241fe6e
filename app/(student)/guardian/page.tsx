import type { Metadata } from 'next';
import { AccessForm } from '@/components/records/access-form';
import { DisclosureTable } from '@/components/records/disclosure-list';
import { ChildRights } from '@/components/records/rights/child-rights';
import { CollectionCard } from '@/components/records/rights/collection-card';
import { DirectoryCard } from '@/components/records/rights/directory-card';
import { OwnErasures } from '@/components/records/rights/own-erasures';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { TextLink, textLinkStyles } from '@/components/ui/text-link';
import { refusePage, requireViewer } from '@/lib/access/require';
import { timeZoneOf } from '@/lib/access/time-zone';
import type { Viewer } from '@/lib/access/viewer';
import { getDirectoryChoice } from '@/lib/records/directory/choice';
import { openChildFile } from '@/lib/records/guardians/child-file';
import { getChildren } from '@/lib/records/guardians/queries';

export const metadata: Metadata = { title: 'Your children' };

/** For whoever holds the rights in somebody’s record as a guardian; for nobody else does it exist. */
export default async function GuardianPage() {
  const viewer = await requireViewer();
  const [children, timeZone] = await Promise.all([getChildren(viewer), timeZoneOf(viewer)]);
  if (children.length === 0) return refusePage(viewer);
  const told = await Promise.all(children.map((child) => readChild(viewer, child)));
  return (
    <div className="flex flex-col gap-8">
      <PageHeader
        className="mb-0"
        title="Your children"
        lead="Until they are 18 or begin postsecondary education, you see their records and decide about them."
      />
      {told.length > 1 && (
        <nav aria-label="Children" className="flex flex-wrap gap-x-6 gap-y-2">
          {told.map(({ id, name }) => (
            // Not a link of the router's, which leaves the next Tab where it was.
            <a key={id} href={`#child-${id}`} className={textLinkStyles}>
              {name}
            </a>
          ))}
        </nav>
      )}
      {told.map(({ id, name, choice, file }) => (
        <section
          key={id}
          aria-labelledby={`child-${id}`}
          className="flex scroll-mt-20 flex-col gap-4 border-t pt-6"
        >
          <h2 id={`child-${id}`} tabIndex={-1} className="font-serif text-2xl font-semibold">
            {name}
          </h2>
          {file.collection && (
            <CollectionCard
              child={{ id, name }}
              collection={file.collection}
              signer={viewer.displayName}
              timeZone={timeZone}
            />
          )}
          <Card title="Look at the record">
            <AccessForm studentId={id} timeZone={timeZone} holdsTheRights />
          </Card>
          <Card title="Who looked at the record">
            {file.looks.items.length === 0 ? (
              <p className="text-ink-soft">Nobody but you and {name}.</p>
            ) : (
              <DisclosureTable
                items={file.looks.items}
                timeZone={timeZone}
                caption={`Who looked at the record of ${name}`}
              />
            )}
            {file.looks.nextCursor && (
              <p className="mt-3">
                <TextLink href={`/guardian/${id}`} prefetch={false}>
                  Everybody who looked at it
                </TextLink>
              </p>
            )}
          </Card>
          <ChildRights child={{ id, name }} file={file} signer={viewer.displayName} timeZone={timeZone} />
          <DirectoryCard choice={choice} timeZone={timeZone} child={{ id, name }} />
          <OwnErasures erasures={file.erasures} timeZone={timeZone} child={{ id, name }} />
        </section>
      ))}
    </div>
  );
}

const readChild = async (viewer: Viewer, child: { id: string; name: string }) => {
  const [choice, file] = await Promise.all([
    getDirectoryChoice(viewer, child.id),
    openChildFile(viewer, child.id),
  ]);
  return { ...child, choice, file };
};
