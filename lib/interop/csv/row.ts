const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const email = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+\.[^\s@.<>()[\],;:\\"]+$/;

/**
 * One row, read cell by cell. The first thing wrong with it stays in `problem`, worded without the row's own
 * values, so that reports count reasons and repeat nobody's data. A column that is absent reads as empty.
 */
export class Row {
  problem: string | null = null;
  readonly #columns: Map<string, number>;
  readonly #cells: string[];

  constructor(columns: Map<string, number>, cells: string[]) {
    this.#columns = columns;
    this.#cells = cells;
  }

  /** Whether the file has this column at all. */
  has(name: string): boolean {
    return this.#columns.has(name.toLowerCase());
  }

  text(name: string, maximum = 255): string {
    const index = this.#columns.get(name.toLowerCase());
    const value = index === undefined ? '' : (this.#cells[index] ?? '').trim();
    if (value.length > maximum) this.#fail(`${name}: longer than ${maximum} characters`);
    return value;
  }

  required(name: string, maximum = 255): string {
    const value = this.text(name, maximum);
    if (value === '') this.#fail(`${name}: missing`);
    return value;
  }

  /** A day as YYYY-MM-DD, or null. */
  date(name: string): string | null {
    const value = this.text(name);
    if (value === '') return null;
    if (!isRealDate(value)) this.#fail(`${name}: not a date (YYYY-MM-DD)`);
    return value;
  }

  requiredDate(name: string): string {
    if (this.required(name) === '') return '';
    return this.date(name) ?? '';
  }

  /** A whole number from 0, or null. */
  integer(name: string, maximum: number): number | null {
    const value = this.text(name);
    if (value === '') return null;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number > maximum) {
      this.#fail(`${name}: not a whole number from 0 to ${maximum}`);
    }
    return number;
  }

  requiredInteger(name: string, maximum: number): number {
    if (this.required(name) === '') return 0;
    return this.integer(name, maximum) ?? 0;
  }

  /** A number from 0 to 100 with at most two decimals, or null. */
  percentage(name: string): number | null {
    const value = this.text(name);
    if (value === '') return null;
    const number = Number(value);
    if (!/^\d{1,3}(\.\d{1,2})?$/.test(value) || number > 100) this.#fail(`${name}: not a percentage`);
    return number;
  }

  /** One of `values`, whatever its case. */
  oneOf(name: string, values: string[]): string {
    const value = this.required(name).toLowerCase();
    if (!values.includes(value)) this.#fail(`${name}: neither ${values.join(' nor ')}`);
    return value;
  }

  boolean(name: string): boolean | null {
    const value = this.text(name).toLowerCase();
    if (value === '') return null;
    if (value !== 'true' && value !== 'false') this.#fail(`${name}: neither true nor false`);
    return value === 'true';
  }

  /** In lower case, or null. */
  email(name: string): string | null {
    const value = this.text(name).toLowerCase();
    if (value === '') return null;
    if (!email.test(value)) this.#fail(`${name}: not an e-mail address`);
    return value;
  }

  /** OneRoster's status: true when the row says that its object is to be deleted. */
  toBeDeleted(): boolean {
    const value = this.text('status').toLowerCase();
    if (value !== '' && value !== 'active' && value !== 'tobedeleted' && value !== 'inactive') {
      this.#fail('status: neither active nor tobedeleted');
    }
    return value === 'tobedeleted' || value === 'inactive';
  }

  #fail(problem: string): void {
    this.problem ??= problem;
  }
}

function isRealDate(value: string): boolean {
  const [, year, month, day] = isoDate.exec(value) ?? [];
  if (!year || Number(year) < 1900 || Number(year) > 2200) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
