/** One record of a CSV file, or why it is none. `line` is where it starts; the header is on line 1. */
export type CsvRecord = { line: number; cells: string[] } | { line: number; problem: string };

const longestRecord = 65_536;
const unreadable = /[\0\uFFFD]/;

type Quoted = { cells: string[]; end: number } | { problem: string } | 'unfinished';

/**
 * Reads CSV (RFC 4180, LF or CRLF) piece by piece. Written by hand for two things the usual parsers lack: a
 * quote that is never closed costs its own line only, and the common line without quotes is one `split`.
 */
export class RecordParser {
  #rest = '';
  #line = 1;
  #skipping = false;

  /** The records that `text` completes. Pass `final` with the last piece. */
  push(text: string, final = false): CsvRecord[] {
    const buffer = this.#rest + text;
    const records: CsvRecord[] = [];
    let position = 0;
    while (position < buffer.length) {
      const newline = buffer.indexOf('\n', position);
      if (newline < 0 && !final) break;
      const lineEnd = newline < 0 ? buffer.length : newline;
      if (this.#skipping) {
        this.#skipping = false;
        this.#line++;
        position = lineEnd + 1;
        continue;
      }
      const quote = buffer.indexOf('"', position);
      if (quote < 0 || quote >= lineEnd) {
        this.#emit(records, buffer.slice(position, lineEnd), null);
        position = lineEnd + 1;
        continue;
      }
      const quoted = parseQuoted(buffer, position, final);
      if (quoted === 'unfinished') break;
      const end = 'problem' in quoted ? lineEnd : quoted.end;
      this.#emit(records, buffer.slice(position, end), quoted);
      position = end + 1;
    }
    this.#rest = buffer.slice(position);
    if (this.#rest.length > longestRecord && !this.#skipping && !this.#rest.includes('\n')) {
      records.push({ line: this.#line, problem: 'the line is longer than 64 kB' });
      this.#skipping = true;
    }
    if (this.#skipping) this.#rest = '';
    return records;
  }

  #emit(records: CsvRecord[], raw: string, quoted: Exclude<Quoted, 'unfinished'> | null): void {
    const line = this.#line;
    this.#line += 1 + (quoted ? countNewlines(raw) : 0);
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (text === '') return;
    if (text.length > longestRecord) records.push({ line, problem: 'the line is longer than 64 kB' });
    else if (unreadable.test(text))
      records.push({ line, problem: 'a NUL character or text that is not UTF-8' });
    else if (quoted && 'problem' in quoted) records.push({ line, problem: quoted.problem });
    else records.push({ line, cells: quoted?.cells ?? text.split(',') });
  }
}

/** The cells of the record at `start`; `end` is the position of its newline, or the end of the buffer. */
function parseQuoted(buffer: string, start: number, final: boolean): Quoted {
  const cells: string[] = [];
  let position = start;
  for (;;) {
    let cell: string;
    if (buffer.charAt(position) === '"') {
      const close = closingQuote(buffer, position + 1);
      if (close < 0) {
        const complete = final || buffer.length - start > longestRecord;
        return complete ? { problem: 'a quote is opened and never closed' } : 'unfinished';
      }
      cell = buffer.slice(position + 1, close).replaceAll('""', '"');
      position = close + 1;
      if (buffer.charAt(position) === '\r') position++;
    } else {
      const end = plainEnd(buffer, position);
      cell = buffer.slice(position, end);
      position = end;
      if (cell.endsWith('\r') && buffer.charAt(end) !== ',') cell = cell.slice(0, -1);
    }
    cells.push(cell);
    if (position >= buffer.length && !final) return 'unfinished';
    if (position >= buffer.length || buffer.charAt(position) === '\n') return { cells, end: position };
    if (buffer.charAt(position) !== ',') return { problem: 'text follows a closing quote' };
    position++;
  }
}

function closingQuote(buffer: string, from: number): number {
  for (let at = buffer.indexOf('"', from); at >= 0; at = buffer.indexOf('"', at + 2)) {
    if (at - from > longestRecord) return -1;
    if (buffer.charAt(at + 1) !== '"') return at;
  }
  return -1;
}

function plainEnd(buffer: string, from: number): number {
  const comma = buffer.indexOf(',', from);
  const newline = buffer.indexOf('\n', from);
  if (comma < 0 && newline < 0) return buffer.length;
  if (comma < 0 || newline < 0) return Math.max(comma, newline);
  return Math.min(comma, newline);
}

const countNewlines = (text: string) => text.split('\n').length - 1;
