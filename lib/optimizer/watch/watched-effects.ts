import { z } from 'zod';
import type { LedgerEntry } from '../ledger/proposals';
import { pageOf } from '../workload/page-words';

const effect = z.object({
  statement: z.string(),
  windows: z.number(),
  before: z.number(),
  after: z.number(),
  ratio: z.object({ median: z.number(), low: z.number(), high: z.number() }).nullable(),
  judgement: z.enum(['improved', 'regressed', 'inconclusive']),
});
const evidence = z.object({ effects: z.array(effect) });

export type WatchedEffects = (z.output<typeof effect> & { page: string })[];

/** What the watch found of a proposal, by the event that settled it; empty before. */
export function watchedEffects(entries: readonly LedgerEntry[]): WatchedEffects {
  const found = entries
    .map((entry) => evidence.safeParse(entry.evidence))
    .findLast(({ success }) => success)?.data;
  return (found?.effects ?? []).map((one) => ({ ...one, page: pageOf(one.statement) }));
}
