import { TextLink } from '@/components/ui/text-link';

/** Numbers of the proposals that rest on an entry or a note. */
export function LinkedProposals({ proposals }: { proposals: readonly number[] }) {
  if (proposals.length === 0) return null;
  return (
    <p className="text-sm">
      Linked to <TextLink href="/admin/optimizer">{proposals.map((id) => `no. ${id}`).join(', ')}</TextLink>
    </p>
  );
}
