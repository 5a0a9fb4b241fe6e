import { type Facts, findTable, type TableFacts } from './facts';
import type { Need } from './plan-needs';

/** A partitioned table as a whole, from what is known of its partitions; its indexes are those that each of them has. */
const wholeOf = (partition: TableFacts, name: string, partitions: readonly TableFacts[]): TableFacts => {
  const parts = partitions.filter(
    ({ schema, partitionOf }) => schema === partition.schema && partitionOf === name,
  );
  const sum = (figure: (part: TableFacts) => number) =>
    parts.reduce((total, part) => total + figure(part), 0);
  return { ...partition, table: name, rows: sum(({ rows }) => rows), bytes: sum(({ bytes }) => bytes) };
};

/** A scan of a partition needs an index of its table: what one partition alone had, the next month's would not. */
export const ofWhole = (need: Need, partitions: readonly TableFacts[]): Need =>
  need.table.partitionOf === null
    ? need
    : { ...need, table: wholeOf(need.table, need.table.partitionOf, partitions) };

/** A table of that name, partitioned or not. */
export function findWhole(
  { tables, partitions }: Pick<Facts, 'tables' | 'partitions'>,
  schema: string,
  table: string,
): TableFacts | undefined {
  const partition = partitions.find((one) => one.schema === schema && one.partitionOf === table);
  return partition ? wholeOf(partition, table, partitions) : findTable(tables, schema, table);
}

/** Why an index of a partitioned table is not tried. */
export const partitionedRefusal = (table: string): string =>
  `${table} is partitioned. An index of it is built on each partition and then attached, and nobody can take it away again beside the traffic: to drop it locks the table with all its partitions. What could not be undone while people work is not tried. Whoever runs the database can make it: CREATE INDEX … ON ONLY ${table}, CREATE INDEX CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION.`;
