import type { Database } from '@/db/client';
import type { Statement } from '@/db/statement';
import { asSystem } from '@/lib/access/transaction';
import { type RuleChanges, type Rules, type RulesReference, rulesOf } from './rules';

/** A result on record: the rules that it names, and what the institution had changed by then. */
export type OnRecord = RulesReference & { changes: RuleChanges | null };

export type Recheck = {
  /** Results that were concluded again, and how many of them came out otherwise. */
  checked: number;
  differing: number;
  /** Results from before it was kept what they were concluded from. */
  withoutEvidence: number;
};

type Kind<Row extends OnRecord> = {
  /** A page in the order of the key: what comes after the key of its first parameters, at most as many as its last says. */
  page: Statement;
  /** The parameters before the first page, and those after a row. */
  start: readonly string[];
  after: (row: Row) => readonly string[];
  /** Whether its rules give a result again; null where there is nothing to conclude it from. */
  comesOut: (row: Row, rules: Rules) => boolean | null;
};

const pageSize = 2_000;

/** Concludes every result of a kind again, each by the rules of its day. It reads, in short transactions, and writes nothing. */
export async function recheck<Row extends OnRecord>(
  database: Database,
  signal: AbortSignal,
  { page, start, after, comesOut }: Kind<Row>,
): Promise<Recheck> {
  const total = { checked: 0, differing: 0, withoutEvidence: 0 };
  const rulesBy = rememberRules();
  let from = start;
  while (!signal.aborted) {
    const rows = await asSystem((tx) => tx.rows<Row>(page, [...from, pageSize]), database);
    const last = rows.at(-1);
    if (!last) break;
    const outcomes = rows.map((row) => outcomeOf(() => comesOut(row, rulesBy(row))));
    total.checked += outcomes.filter((outcome) => outcome !== null).length;
    total.differing += outcomes.filter((outcome) => outcome === false).length;
    total.withoutEvidence += outcomes.filter((outcome) => outcome === null).length;
    from = after(last);
  }
  return total;
}

/** Evidence that has no shape from which anything could be concluded is a result that does not come out. */
function outcomeOf(conclude: () => boolean | null): boolean | null {
  try {
    return conclude();
  } catch {
    return false;
  }
}

function rememberRules(): (row: OnRecord) => Rules {
  const known = new Map<string, Rules>();
  return ({ version, override, changes }) => {
    const key = `${version} ${override}`;
    const rules = known.get(key) ?? rulesOf(version, changes ?? {}, override);
    known.set(key, rules);
    return rules;
  };
}

const noId = '00000000-0000-0000-0000-000000000000';

/** Before all keys of a student, a course and a day. */
export const beforeAllDays = [noId, noId, '0001-01-01'] as const;

/** Before all keys of a recommendation's events. */
export const beforeAllEvents = [noId, noId, '', noId, 'SHOWN', '0001-01-01'] as const;
