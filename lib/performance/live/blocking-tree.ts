import type { LiveSession } from './sessions';

/** A session with everybody who waits for it, directly or behind others. */
export type BlockingNode = { session: LiveSession; waiting: BlockingNode[] };

/**
 * Who waits for whom: trees whose roots wait for nobody here. A session that waits for several stands under each of
 * them; of a circle, which the server breaks by itself, the smallest pid is taken for the root.
 */
export function blockingTrees(sessions: readonly LiveSession[]): BlockingNode[] {
  const present = new Map(sessions.map((session) => [session.pid, session]));
  const waiters = (pid: number) => sessions.filter(({ blockedBy }) => blockedBy.includes(pid));
  const grow = (session: LiveSession, above: ReadonlySet<number>): BlockingNode => {
    const path = new Set(above).add(session.pid);
    const below = waiters(session.pid).filter(({ pid }) => !path.has(pid));
    return { session, waiting: below.map((waiter) => grow(waiter, path)) };
  };
  const reached = new Set<number>();
  const treeFrom = (session: LiveSession) => {
    const tree = grow(session, new Set());
    for (const pid of pidsOf(tree)) reached.add(pid);
    return tree;
  };
  const isRoot = ({ pid, blockedBy }: LiveSession) =>
    waiters(pid).length > 0 && !blockedBy.some((blocker) => present.has(blocker));
  const trees = sessions.filter(isRoot).map(treeFrom);
  for (const session of [...sessions].sort((a, b) => a.pid - b.pid)) {
    if (waiters(session.pid).length > 0 && !reached.has(session.pid)) trees.push(treeFrom(session));
  }
  return trees;
}

const pidsOf = ({ session, waiting }: BlockingNode): number[] => [
  session.pid,
  ...waiting.flatMap((node) => pidsOf(node)),
];

/** How many wait in a tree, each once. */
export const waitingIn = (node: BlockingNode): number => new Set(pidsOf(node)).size - 1;
