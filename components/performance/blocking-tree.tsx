import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { counted, duration } from '@/lib/format';
import { type BlockingNode, waitingIn } from '@/lib/performance/live/blocking-tree';

/** One session that others wait for, with everybody behind it. */
export function BlockingTree({ tree }: { tree: BlockingNode }) {
  return (
    <Card as="article" className="p-4 sm:p-5">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h3 className="font-serif text-lg font-semibold">
          pid {tree.session.pid} holds up {counted(waitingIn(tree), 'session')}
        </h3>
        <StatusBadge tone="caution">others wait</StatusBadge>
      </div>
      <ul className="text-sm">
        <Branch node={tree} />
      </ul>
    </Card>
  );
}

function Branch({ node: { session, waiting } }: { node: BlockingNode }) {
  const { pid, application, state, seconds, statement } = session;
  return (
    <li className="mt-1">
      <span className="font-semibold">pid {pid}</span> {application ?? 'unnamed program'}, {state} for{' '}
      {duration(seconds)}
      <span className="block font-mono text-xs wrap-anywhere text-ink-soft">{statement}</span>
      {waiting.length > 0 && (
        <ul className="mt-1 border-l-2 pl-4">
          {waiting.map((below) => (
            <Branch key={below.session.pid} node={below} />
          ))}
        </ul>
      )}
    </li>
  );
}
