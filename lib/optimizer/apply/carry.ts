import type pg from 'pg';
import { sqlName } from '@/lib/performance/checks/names';
import { applySql, type Change, undoSql } from '../change';

export type Direction = 'apply' | 'undo';

/** Locks of these commands let readers and writers pass, so that waiting for one holds up nobody. */
const patience = "SET lock_timeout = '30s'; SET statement_timeout = '2h'";

/**
 * Brings the database to the state with or without a change, from whatever state it is in: done already, half done by a
 * process that was killed, or not begun. People go on working meanwhile.
 *
 * @param owner a connection of the owner, outside of any transaction
 */
export async function carry(owner: pg.Client, change: Change, direction: Direction): Promise<void> {
  await owner.query(patience);
  if (change.kind === 'create-index' || change.kind === 'drop-index') {
    const wanted = (change.kind === 'create-index') === (direction === 'apply');
    await (wanted ? buildIndex(owner, change, direction) : removeIndex(owner, change));
    if (wanted && holdsExpression(change))
      await owner.query(`ANALYZE ${sqlName(change.schema, change.table)}`);
  } else if (change.kind === 'create-statistics') {
    await carryStatistics(owner, change, direction);
  } else {
    await owner.query(sqlOf(change, direction));
  }
}

/** Of what an expression gives nothing is known until the table is looked through again. */
const holdsExpression = (change: Change): boolean =>
  change.kind === 'create-index' && change.design.columns.some(({ expression }) => expression !== undefined);

const sqlOf = (change: Change, direction: Direction) =>
  direction === 'apply' ? applySql(change) : undoSql(change);

async function buildIndex(owner: pg.Client, change: Change, direction: Direction): Promise<void> {
  const state = await indexState(owner, change);
  if (state === 'valid') return;
  if (state === 'invalid') await removeIndex(owner, change);
  await owner.query(sqlOf(change, direction)).catch(async (error: unknown) => {
    // Every write would pay for what a failed build left, until somebody took it away.
    const left = await indexState(owner, change).catch(() => null);
    if (left === 'invalid') await removeIndex(owner, change).catch(() => undefined);
    throw error;
  });
  if ((await indexState(owner, change)) !== 'valid')
    throw new Error(`The index ${change.name} was built but is not valid.`);
}

async function removeIndex(owner: pg.Client, { schema, name }: Change): Promise<void> {
  await owner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${sqlName(schema, name)}`);
}

export type IndexState = 'absent' | 'invalid' | 'valid';

export async function indexState(
  owner: pg.Client,
  { schema, name }: Pick<Change, 'schema' | 'name'>,
): Promise<IndexState> {
  const { rows } = await owner.query<{ valid: boolean }>(
    `SELECT i.indisvalid AND i.indisready AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, name],
  );
  if (!rows[0]) return 'absent';
  return rows[0].valid ? 'valid' : 'invalid';
}

async function carryStatistics(owner: pg.Client, change: Change, direction: Direction): Promise<void> {
  const { rowCount } = await owner.query(
    `SELECT FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
     WHERE n.nspname = $1 AND s.stxname = $2`,
    [change.schema, change.name],
  );
  const isThere = (rowCount ?? 0) > 0;
  if (isThere !== (direction === 'apply')) await owner.query(sqlOf(change, direction));
  // Also where they are there already: whoever made them may have been killed before they knew anything.
  if (direction === 'apply') await owner.query(`ANALYZE ${sqlName(change.schema, change.table)}`);
}
