import { asSystem } from '@/lib/access/transaction';
import { type Candidate, unknownGain } from '@/lib/optimizer/candidates/candidate';
import { type Facts, findTable } from '@/lib/optimizer/candidates/facts';
import { candidateFor } from '@/lib/optimizer/candidates/for-need';
import { readKnown } from '@/lib/optimizer/ledger/proposals';
import { propose } from '@/lib/optimizer/propose';
import { stateWordsOf, titleOf } from '@/lib/optimizer/words';
import { atCommandLine } from '../../lib/user-name';
import { type Command, type Flags, noOperands, UsageFault, withTurn } from './command';

const columnForm = /^([a-z_][a-z0-9_]*)(:desc)?$/;

/** An index that somebody has in mind, as it was typed. */
export function ideaFrom({ table, columns, include }: Flags): ((facts: Facts) => Candidate[]) | undefined {
  if (table === undefined && columns === undefined && include === undefined) return undefined;
  if (!table || !columns) throw new UsageFault('Name both --table and --columns.');
  const keys = columns.split(',').map((text) => {
    const [, column, descending] = columnForm.exec(text.trim()) ?? [];
    if (column === undefined) throw new UsageFault(`“${text}” is no column; write a,b or a,b:desc.`);
    return { column, order: descending ? ('desc' as const) : ('asc' as const) };
  });
  const carried = include?.split(',').map((text) => text.trim()) ?? [];
  return ({ tables }) => {
    const facts = findTable(tables, 'public', table);
    if (!facts) throw new UsageFault(`There is no table ${table}.`);
    const known = new Set(facts.columns.map(({ name }) => name));
    const strange = [...keys.map(({ column }) => column), ...carried].find((name) => !known.has(name));
    if (strange !== undefined) throw new UsageFault(`${table} has no column ${strange}.`);
    const design = { schema: facts.schema, table, columns: keys, include: carried, where: null };
    return [
      candidateFor(design, facts, { why: 'An idea of an operator.', statements: [], expected: unknownGain }),
    ];
  };
}

export const runPropose: Command = (operands, flags) => {
  noOperands(operands);
  const choose = ideaFrom(flags);
  return withTurn(async ({ database, ownerUrl }) => {
    const found = await propose(database, ownerUrl, { by: atCommandLine(), ...(choose && { choose }) });
    const written = new Set([...found.proposed, ...found.refused]);
    const proposals = (await asSystem((tx) => readKnown(tx), database)).filter(({ id }) => written.has(id));
    const text = [
      `${found.proposed.length} proposed, ${found.refused.length} refused, ${found.known} known already, ${found.settled.length} settled.`,
      ...proposals.map(
        ({ id, state, change, why, refusal }) =>
          `${id}  ${stateWordsOf(change, state)}: ${titleOf(change)}\n      ${refusal ?? why}`,
      ),
    ];
    const json = {
      ...found,
      proposals: proposals.map((proposal) => ({ ...proposal, title: titleOf(proposal.change) })),
    };
    return { json, text: text.join('\n'), failed: choose !== undefined && found.refused.length > 0 };
  });
};
