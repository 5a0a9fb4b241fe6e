import Link from 'next/link';
import { count } from '@/lib/format';

/** Rows that a page shows at most; what is older can be chosen all the same. */
export const mostShown = 100;

/** That there are more than are shown, and where; nothing where there are not. */
export function OlderNote({ total }: { total: number }) {
  if (total <= mostShown) return null;
  return (
    <p className="text-sm text-ink-soft">
      The newest {mostShown} of {count(total)}. All of them can be chosen in the{' '}
      <Link href="/admin/backups/restore" className="underline">
        guide to a restore
      </Link>
      .
    </p>
  );
}
