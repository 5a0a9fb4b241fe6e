import { nameFor } from '../change';
import { type Candidate, unknownGain } from './candidate';
import type { ColumnPair, Facts, StatisticsFacts } from './facts';

/** Combinations that really occur, against those that would occur by chance, below which columns go together. */
const together = 0.2;
const leastSampled = 1_000;

/** Statistics on columns that go together: the planner takes them for independent, and expects far too few rows. */
export const proposeStatistics = ({ pairs, statistics }: Facts): Candidate[] =>
  pairs
    .filter((pair) => goTogether(pair) && !isTold(pair, statistics))
    .map(({ schema, table, columns }) => ({
      change: {
        kind: 'create-statistics',
        schema,
        table,
        name: nameFor('stx', table, columns.join(' ')),
        columns,
      },
      why: `In ${table}, ${columns[0]} and ${columns[1]} go together, but the planner takes them for independent and expects too few rows.`,
      statements: [],
      expected: unknownGain,
      price: { bytes: 0, heartbeatColumns: [], everyEvent: false },
      refusal: null,
    }));

/** Whether statistics on these columns, or on more that hold them, are there already. */
export const isTold = (
  { schema, table, columns }: StatisticsFacts,
  statistics: readonly StatisticsFacts[],
): boolean =>
  statistics.some(
    (one) =>
      one.schema === schema && one.table === table && columns.every((column) => one.columns.includes(column)),
  );

/** A column that names each row says everything already. */
export function goTogether({ sampled, distinct: [one, other], together: both }: ColumnPair): boolean {
  const byChance = Math.min(sampled, one * other);
  const tells = Math.min(one, other) > 1 && Math.max(one, other) < sampled / 2;
  return sampled >= leastSampled && tells && both <= together * byChance;
}
