import { ShieldCheck } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { counted } from '@/lib/format';
import type { AuditFlag, FlagsQuery } from '@/lib/oversight/flags';
import { pageHref } from '@/lib/page-query';
import { FlagCard } from './flag-card';

type FlagListProps = {
  flags: AuditFlag[];
  nextCursor: string | null;
  query: FlagsQuery;
  timeZone: string;
  viewerId: string;
};

export function FlagList({ flags, nextCursor, query: { show }, timeZone, viewerId }: FlagListProps) {
  if (flags.length === 0)
    return (
      <EmptyState
        icon={<ShieldCheck />}
        title={show === 'open' ? 'Nothing waits to be looked into' : 'Nothing was remarkable so far'}
      >
        <p>Every ten minutes the trail is held against the rules below; what one of them finds comes here.</p>
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col gap-4">
        {flags.map((flag) => (
          <FlagCard key={flag.id} flag={flag} timeZone={timeZone} own={flag.actorId === viewerId} />
        ))}
      </ul>
      <Pagination
        label="Pages of flags"
        nextHref={nextCursor && pageHref('/admin/audit/flags', { show, cursor: nextCursor })}
        summary={`${counted(flags.length, 'flag')} on this page, newest first`}
      />
    </div>
  );
}
