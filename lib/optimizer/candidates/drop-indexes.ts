import { type Candidate, unknownGain } from './candidate';
import { type Facts, findTable } from './facts';
import { priceOfDrop } from './write-price';

/** Whether another one is to go because this one does its work: both together would leave nothing. */
const isRelied = (name: string, idle: Facts['idleIndexes']): boolean =>
  idle.some(({ coveredBy }) => coveredBy !== null && coveredBy.split('.').at(-1) === name);

/**
 * Indexes that the checks found redundant or unused. Those checks never name one that is a primary key, that a constraint,
 * a foreign key or replication needs, or that statistics are too young to judge.
 */
export const proposeDrops = ({ idleIndexes, tables }: Facts): Candidate[] =>
  idleIndexes
    .filter(({ name }) => !isRelied(name, idleIndexes))
    .map(({ check, schema, table, name, bytes, definition, coveredBy }) => ({
      change: { kind: 'drop-index', schema, table, name, definition },
      why:
        check === 'redundant-index'
          ? `${coveredBy ?? 'Another index'} does the work of ${name}; every write to ${table} changes both.`
          : `Nothing has read ${name} for 35 days or more; every write to ${table} changes it all the same.`,
      statements: [],
      expected: unknownGain,
      price: priceOfDrop(bytes, findTable(tables, schema, table), table),
      refusal: null,
    }));
