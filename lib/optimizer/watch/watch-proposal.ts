import type { Database, Transaction } from '@/db/client';
import { asSystem } from '@/lib/access/transaction';
import { readInTurn } from '../ledger/decision-turn';
import type { Proposal } from '../ledger/proposals';
import { recordEvent } from '../ledger/record-event';
import type { LedgerEvent } from '../ledger/state';
import { pageOf } from '../workload/page-words';
import { judgeWatch, usualWatching, type WatchedEffect, type Watching } from './judge-watch';
import { readReadings, takeReading } from './readings';

export type Watch = Watching & {
  /** Milliseconds between two readings. */
  every: number;
};

export const usualWatch: Watch = { ...usualWatching, every: 10 * 60_000 };

const events: Record<'keep' | 'undo' | 'unclear', LedgerEvent> = {
  keep: 'KEPT',
  undo: 'REVERT_ASKED',
  unclear: 'INCONCLUSIVE',
};
const by = 'watch';

/**
 * Looks how the statements of a table have done since a change, and settles it where that is clear: kept, to be undone at
 * once, or left as it is without a clear effect.
 *
 * @returns whether a reading was due
 */
export const watchProposal = (
  database: Database,
  { id, change, statements, expected }: Pick<Proposal, 'id' | 'change' | 'statements' | 'expected'>,
  watch: Watch = usualWatch,
): Promise<boolean> =>
  asSystem(async (tx) => {
    // Whoever asked to undo it meanwhile is not overruled by what was found before.
    if ((await readInTurn(tx, id))?.state !== 'watched') return false;
    const now = Date.now();
    const last = (await readReadings(tx, id)).at(-1);
    if (last && now - Date.parse(last.at) < watch.every) return false;
    await takeReading(tx, id, 'WATCH', change.table, statements);
    const readings = await readReadings(tx, id);
    const needed = expected.foreignKey ? 'create-for-key' : 'create';
    const kind = change.kind === 'drop-index' ? 'drop' : needed;
    const { outcome, effects } = judgeWatch(readings, statements, kind, now, watch);
    if (outcome !== 'wait') await settle(tx, { id, change }, events[outcome], effects);
    return true;
  }, database);

async function settle(
  tx: Transaction,
  about: Pick<Proposal, 'id' | 'change'>,
  event: LedgerEvent,
  effects: readonly WatchedEffect[],
): Promise<void> {
  const worse = effects.filter(({ judgement }) => judgement === 'regressed');
  const reason =
    worse.length > 0
      ? `In use it made this slower: ${[...new Set(worse.map(({ statement }) => pageOf(statement)))].join(', ')}.`
      : undefined;
  await recordEvent(tx, about, event, { by, reason, evidence: { effects: effects.slice(0, 20) } });
}
