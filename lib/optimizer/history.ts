import type { Transaction } from '@/db/client';
import { asAdministrator } from '@/lib/access/transaction';
import type { Viewer } from '@/lib/access/viewer';
import { csvRow } from '@/lib/format-csv';
import { type AnyProposal, type LedgerEntry, readKnown } from './ledger/proposals';
import { eventWordsOf, titleOf, whoOf } from './words';

export type HistoryFormat = 'csv' | 'markdown';

export type HistoryRow = {
  at: string;
  proposal: number;
  change: string;
  event: string;
  by: string;
  reason: string;
  evidence: Record<string, unknown>;
};

/** Everything that became of every proposal, newest first. */
export async function readHistory(tx: Transaction): Promise<HistoryRow[]> {
  const proposals = await readKnown(tx);
  const rows = proposals.flatMap((proposal) => proposal.entries.map((entry) => toRow(proposal, entry)));
  return rows.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

const toRow = ({ id, change }: AnyProposal, entry: LedgerEntry): HistoryRow => ({
  at: new Date(entry.at).toISOString(),
  proposal: id,
  change: titleOf(change),
  event: eventWordsOf(change, entry.event),
  by: whoOf(entry),
  reason: entry.reason ?? '',
  evidence: entry.evidence,
});

/** A dated report of the ledger. */
export function historyReport(rows: readonly HistoryRow[], format: HistoryFormat, asOf: string): string {
  if (format === 'csv')
    return [
      csvRow(['at', 'proposal', 'change', 'event', 'by', 'reason', 'evidence']),
      ...rows.map(({ evidence, ...row }) => csvRow([...Object.values(row), JSON.stringify(evidence)])),
    ].join('');
  return [
    `# What the optimizer did\n\nAs of ${asOf}. Times in UTC, newest first.\n`,
    '| when | proposal | change | what | by | why |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ at, proposal, change, event, by, reason }) =>
      [at, `${proposal}`, change, event, by, reason].map(cell).join(' ').concat(' |'),
    ),
    '',
  ].join('\n');
}

const cell = (text: string) => `| ${text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')}`;

/** The report for an administrator, as a file. */
export const getHistoryReport = (viewer: Viewer, format: HistoryFormat): Promise<string> =>
  asAdministrator(viewer, async (tx) =>
    historyReport(await readHistory(tx), format, new Date().toISOString()),
  );
