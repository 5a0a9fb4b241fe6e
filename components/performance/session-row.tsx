import { Cell, HeadCell } from '@/components/ui/table';
import { duration } from '@/lib/format';
import type { LiveSession } from '@/lib/performance/live/sessions';

export function SessionRow({ session }: { session: LiveSession }) {
  const { pid, application, statement, state, seconds, waitsFor, blockedBy } = session;
  return (
    <tr>
      <HeadCell scope="row" numeric className="min-w-16 font-mono text-xs">
        {pid}
      </HeadCell>
      <Cell className="min-w-52">
        {application ?? 'Unnamed program'}
        <span className="block font-mono text-xs wrap-anywhere text-ink-soft">{statement}</span>
      </Cell>
      <Cell className="whitespace-nowrap">{state}</Cell>
      <Cell numeric>{duration(seconds)}</Cell>
      <Cell>
        {waitsFor ?? '–'}
        {blockedBy.length > 0 && (
          <span className="block text-xs">held by {blockedBy.map(nameOf).join(', ')}</span>
        )}
      </Cell>
    </tr>
  );
}

const nameOf = (pid: number) => (pid === 0 ? 'a prepared transaction' : `pid ${pid}`);
