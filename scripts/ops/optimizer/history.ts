import { asSystem } from '@/lib/access/transaction';
import { historyReport, readHistory } from '@/lib/optimizer/history';
import { readKnown } from '@/lib/optimizer/ledger/proposals';
import { stateWordsOf, titleOf } from '@/lib/optimizer/words';
import { type Command, noOperands, UsageFault, withPlace } from './command';

export const runHistory: Command = (operands, { format }) => {
  noOperands(operands);
  if (format !== undefined && format !== 'csv' && format !== 'markdown')
    throw new UsageFault('--format is csv or markdown.');
  return withPlace(async ({ database }) => {
    const asOf = new Date().toISOString();
    const [proposals, rows] = await asSystem(
      async (tx) => [await readKnown(tx), await readHistory(tx)] as const,
      database,
    );
    const shown = proposals.map(({ id, state, change, decisions }) => ({
      id,
      state,
      title: titleOf(change),
      kind: change.kind,
      decisions,
    }));
    const lines = proposals.map(
      ({ id, state, change }) => `${id}  ${stateWordsOf(change, state)}: ${titleOf(change)}`,
    );
    const text = format ? historyReport(rows, format, asOf) : lines.join('\n') || 'Nothing was proposed yet.';
    return { json: { asOf, proposals: shown, history: rows }, text };
  });
};
