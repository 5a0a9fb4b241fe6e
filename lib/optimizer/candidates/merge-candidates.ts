import { keyName } from '../change';
import type { Candidate } from './candidate';

/** The same design once, for all its statements; one that begins another of the same rows is left to that one. */
export function withoutContained(candidates: Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of [...candidates].sort((a, b) => size(b) - size(a) || gain(b) - gain(a))) {
    const other = kept.find((one) => contains(one, candidate));
    if (other) takeOver(other, candidate);
    else kept.push({ ...candidate });
  }
  return kept;
}

/** What the smaller one was for is what the larger one is for, too. */
function takeOver(larger: Candidate, { statements, expected }: Candidate): void {
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
