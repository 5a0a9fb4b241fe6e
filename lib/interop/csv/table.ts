import { excerpt } from '../excerpt';
import { ImportFailure } from '../failure';
import { type CsvRecord, RecordParser } from './record-parser';
import { Row } from './row';
import { readText, type Source } from './source';

export type Columns = { required: readonly string[]; optional?: readonly string[] };
export type TableRow = { line: number; row: Row } | { line: number; problem: string };

/**
 * Reads only the header. Throws an `ImportFailure` for a required column that is missing; columns that are not
 * used come back for one warning.
 */
export async function readHeader(source: Source, columns: Columns): Promise<{ unused: string[] }> {
  for await (const records of readRecords(source)) {
    const header = records[0];
    if (!header) continue;
    const names = headerNames(source, header);
    const missing = columns.required.filter((name) => !names.includes(name.toLowerCase()));
    if (missing.length > 0) throw new ImportFailure(`${source.name} has no column ${missing.join(', ')}.`);
    const used = [...columns.required, ...(columns.optional ?? [])].map((name) => name.toLowerCase());
    return { unused: names.filter((name) => name !== '' && !used.includes(name)) };
  }
  throw new ImportFailure(`${source.name} is empty: it needs a header.`);
}

/** The rows below the header, in pieces as they are read. Rows of a wrong number of columns are problems. */
export async function* readRows(
  source: Source,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<TableRow[]> {
  let columns: Map<string, number> | null = null;
  for await (const records of readRecords(source, onBytes)) {
    let rest = records;
    if (!columns) {
      const [header, ...others] = records;
      if (!header) continue;
      columns = new Map(headerNames(source, header).map((name, index) => [name, index]));
      rest = others;
    }
    const known = columns;
    yield rest.map((record) => toRow(record, known));
  }
}

function toRow(record: CsvRecord, columns: Map<string, number>): TableRow {
  if ('problem' in record) return record;
  if (record.cells.length !== columns.size) return { line: record.line, problem: 'wrong number of columns' };
  return { line: record.line, row: new Row(columns, record.cells) };
}

async function* readRecords(source: Source, onBytes?: (bytes: number) => void): AsyncGenerator<CsvRecord[]> {
  const parser = new RecordParser();
  for await (const text of readText(source, onBytes)) yield parser.push(text);
  yield parser.push('', true);
}

function headerNames(source: Source, header: CsvRecord): string[] {
  if ('problem' in header)
    throw new ImportFailure(`${source.name} has no readable header: ${header.problem}.`);
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ImportFailure(`${source.name} has two columns “${excerpt(twice)}”.`);
  return names;
}
