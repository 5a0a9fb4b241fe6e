import { Cell, HeadCell, Table } from '@/components/ui/table';
import type { RetentionRule } from '@/lib/backups/prune/policy';

/** What is kept how long. A policy that an institution may find too short or too long, and says so. */
export function RetentionTable({ rules }: { rules: RetentionRule[] }) {
  return (
    <Table caption="How long backups are kept" captionHidden stacked>
      <thead>
        <tr>
          <HeadCell>What</HeadCell>
          <HeadCell>Kept for</HeadCell>
          <HeadCell>Why so long</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rules.map(({ what, keptFor, insteadOf, why }) => (
          <tr key={what}>
            <HeadCell scope="row">{what}</HeadCell>
            <Cell label="Kept for" className="whitespace-nowrap">
              {keptFor}
              {insteadOf && (
                <span className="block text-ink-soft">an institution asks for it; else {insteadOf}</span>
              )}
            </Cell>
            <Cell label="Why so long" className="min-w-48">
              {why}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
