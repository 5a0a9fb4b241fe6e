import type { Transaction } from '@/db/client';
import { statement } from '@/db/statement';
import type { Row } from '../csv/row';
import type { Source } from '../csv/source';
import { readRows, type TableRow } from '../csv/table';
import type { ImportRun, Rejection } from './import-run';

const batchRows = 5_000;

export type StagedRow = { step: string; line: number; key: string; data: Record<string, unknown> };

const insert = statement(
  'interop.stage.rows',
  `INSERT INTO import_rows (import_id, step, line, key, data)
   SELECT $1, r.step, r.line, r.key, r.data::jsonb
   FROM unnest($2::text[], $3::int[], $4::text[], $5::text[]) AS r(step, line, key, data)`,
);
const twice = statement(
  'interop.stage.twice',
  `WITH repeated AS MATERIALIZED (
     SELECT line, "firstLine" FROM (
       SELECT line, first_value(line) OVER
         (PARTITION BY CASE WHEN $3 THEN key ELSE data ->> 'unique' END ORDER BY line) AS "firstLine"
       FROM import_rows WHERE import_id = $1 AND step = $2 AND ($3 OR data ->> 'unique' IS NOT NULL)
     ) numbered WHERE line > "firstLine"
   ), gone AS (
     DELETE FROM import_rows WHERE import_id = $1 AND step = $2 AND line = ANY (ARRAY(SELECT line FROM repeated))
   )
   SELECT line, "firstLine" FROM repeated`,
);

type Parsed<T> = { line: number; value: T };
type Stager<T> = {
  run: ImportRun;
  source: Source;
  /** Reads one row; what is wrong with it stays in the row. */
  read: (row: Row) => T;
  /** Stages good rows; returns how many it staged and which it cannot accept after all. */
  write: (tx: Transaction, rows: Parsed<T>[]) => Promise<{ staged: number; rejections: Rejection[] }>;
  onBytes: (bytes: number) => void;
};

/** Reads a whole file into staging, a few thousand rows a transaction, going on where an earlier run stopped. */
export async function stageFile<T>({ run, source, read, write, onBytes }: Stager<T>): Promise<void> {
  const state = run.checkpoint.staged[source.name] ?? { line: 0, complete: false };
  run.checkpoint.staged[source.name] = state;
  if (state.complete) return;
  let batch: TableRow[] = [];
  const flush = (complete: boolean) => {
    const rows = batch;
    batch = [];
    return run.piece(async (tx) => {
      const good: Parsed<T>[] = [];
      const bad: Rejection[] = [];
      for (const entry of rows) {
        if ('problem' in entry) bad.push({ line: entry.line, reason: entry.problem });
        else {
          const value = read(entry.row);
          if (entry.row.problem === null) good.push({ line: entry.line, value });
          else bad.push({ line: entry.line, reason: entry.row.problem });
        }
      }
      const { staged, rejections } = await write(tx, good);
      await run.reject(tx, source.name, [...bad, ...rejections]);
      run.count(source.name).read += rows.length;
      run.checkpoint.stagedRows += staged;
      state.line = rows.at(-1)?.line ?? state.line;
      state.complete = complete;
    });
  };
  for await (const rows of readRows(source, onBytes)) {
    for (const row of rows) {
      if (row.line <= state.line) continue;
      batch.push(row);
      if (batch.length === batchRows) await flush(false);
    }
  }
  await flush(true);
}

/** Puts rows into `import_rows`. */
export async function stageRows(tx: Transaction, run: ImportRun, rows: StagedRow[]): Promise<number> {
  await tx.rows(insert, [
    run.id,
    rows.map((row) => row.step),
    rows.map((row) => row.line),
    rows.map((row) => row.key),
    rows.map((row) => JSON.stringify(row.data)),
  ]);
  return rows.length;
}

/** Refuses all but the first row of a step with the same key, or with the same `data.unique`. */
export async function rejectRepeated(
  tx: Transaction,
  run: ImportRun,
  step: string,
  by: 'key' | 'unique',
  file: string,
  reason: (firstLine: number) => string,
): Promise<void> {
  const rows = await tx.rows<{ line: number; firstLine: number }>(twice, [run.id, step, by === 'key']);
  run.checkpoint.stagedRows -= rows.length;
  await run.reject(
    tx,
    file,
    rows.map(({ line, firstLine }) => ({ line, reason: reason(firstLine) })),
  );
}
