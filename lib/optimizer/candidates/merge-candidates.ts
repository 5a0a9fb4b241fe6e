import { type IndexDesign, keyName } from '../change';
import type { Candidate } from './candidate';
import { isServed, leadsToFew, type Served } from './is-served';

/** A design with what it is to serve; null where that is said by the design alone. */
export type Wanted = { candidate: Candidate; need: Served | null };

/** The same design once, for all its statements; one that begins another of the same rows is left to that one. */
export const withoutContained = (candidates: readonly Candidate[]): Candidate[] =>
  withoutServed(candidates.map((candidate) => ({ candidate, need: null })));

/** The same, and one whose need another design serves as well is left to that one. */
export function withoutServed(wanted: readonly Wanted[]): Candidate[] {
  const kept: Kept[] = [];
  for (const one of [...wanted].sort(
    (a, b) => size(b.candidate) - size(a.candidate) || gain(b.candidate) - gain(a.candidate),
  )) {
    const other = kept.find(({ candidate }) => contains(candidate, one.candidate) || serves(candidate, one));
    if (other) takeOver(other, one);
    else kept.push({ candidate: { ...one.candidate }, served: [one] });
  }
  return kept.filter((one) => !isLeftTo(kept, one)).map(({ candidate }) => candidate);
}

/** A design, and all that it is for. */
type Kept = { candidate: Candidate; served: Wanted[] };

/** Whether a smaller design, which is wanted anyway, serves all of it; then that one has taken it over. */
function isLeftTo(kept: readonly Kept[], { candidate, served }: Kept): boolean {
  const smaller = kept.find(
    (other) => size(other.candidate) < size(candidate) && served.every((one) => serves(other.candidate, one)),
  );
  if (smaller) for (const one of served) takeOver(smaller, one);
  return smaller !== undefined;
}

function serves(larger: Candidate, { candidate, need }: Wanted): boolean {
  const [one, other] = [designOf(larger), designOf(candidate)];
  if (!one || !other || !need || one.table !== other.table || one.schema !== other.schema) return false;
  if (larger.refusal !== null || one.method !== undefined || other.method !== undefined) return false;
  // What removes a row of the other table is planned for any value.
  if (candidate.expected.foreignKey && one.where !== null) return false;
  return isServed(other, withOnly(one, need)) || leadsToFew(one, need);
}

/** A need as it would be if the table had one index, made by a design. */
const withOnly = (design: IndexDesign, need: Served): Served => ({
  ...need,
  table: {
    ...need.table,
    indexes: [
      {
        name: '',
        method: 'btree',
        valid: true,
        bytes: 0,
        definition: '',
        predicate: design.where,
        columns: design.columns.map(({ column, order, expression }) => ({
          column: expression === undefined ? column : null,
          order,
          expression: expression ?? null,
        })),
      },
    ],
  },
});

/** What the smaller one was for is what the larger one is for, too. */
function takeOver(into: Kept, one: Wanted): void {
  into.served.push(one);
  const larger = into.candidate;
  const { statements, expected } = one.candidate;
  const isMore = statements.some((name) => !larger.statements.includes(name));
  const { calls, milliseconds, foreignKey } = larger.expected;
  larger.statements = [...new Set([...larger.statements, ...statements])];
  larger.expected = {
    ...larger.expected,
    calls: isMore ? sum(calls, expected.calls) : calls,
    milliseconds: isMore ? sum(milliseconds, expected.milliseconds) : milliseconds,
    foreignKey: foreignKey || expected.foreignKey,
  };
}

const sum = (one: number | null, other: number | null) => (one === null ? other : one + (other ?? 0));

const designOf = ({ change }: Candidate) => (change.kind === 'create-index' ? change.design : null);
const size = (candidate: Candidate) => designOf(candidate)?.columns.length ?? 0;
const gain = ({ expected: { rowsRead, rowsWanted } }: Candidate) => (rowsRead ?? 0) / (rowsWanted ?? 1);

/** A refused one takes nothing over: what it contains may be good. */
function contains(larger: Candidate, smaller: Candidate): boolean {
  const [one, other] = [designOf(larger), designOf(smaller)];
  if (!one || !other || (larger.refusal !== null && smaller.refusal === null)) return false;
  return (
    one.schema === other.schema &&
    one.table === other.table &&
    one.method === other.method &&
    (one.where === other.where || one.where === null) &&
    other.columns.every(
      (key, place) =>
        keyName(one.columns[place]) === keyName(key) &&
        one.columns[place]?.order === key.order &&
        one.columns[place]?.opclass === key.opclass,
    )
  );
}
