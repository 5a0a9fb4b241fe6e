/**
 * A text as the database gives it back: half of a surrogate pair arrives there as U+FFFD, and what it cannot keep, NUL, is
 * made the same. What is signed must be what is stored, or an honest event would look forged.
 */
export const storedText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** An id as the database writes it. */
export const storedId = (id: string): string => id.toLowerCase();

/**
 * An address as the database writes it: RFC 5952, with the last four bytes as an IPv4 address behind `::` or `::ffff:`, and without
 * the zone, which it has no place for.
 *
 * @throws TypeError when the text is no address
 */
export function storedAddress(address: string): string {
  if (!address.includes(':')) return address;
  const short = new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname.slice(1, -1);
  const [, start, high, low] = /^(::(?:ffff:)?)([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short) ?? [];
  if (start === undefined) return short;
  const bytes = [high, low].flatMap((word = '') => [
    Number.parseInt(word, 16) >> 8,
    Number.parseInt(word, 16) & 255,
  ]);
  return start + bytes.join('.');
}

const exact = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/**
 * A moment as the verifiers read it: UTC with microseconds.
 *
 * @throws RangeError when the text is no time
 */
export const storedMoment = (moment: string): string =>
  exact.test(moment) ? moment : new Date(moment).toISOString().replace('Z', '000Z');

/** Details as a column of JSON gives them back: without what JSON has no word for, each text as it is stored. */
export const storedDetails = (details: object): Record<string, unknown> =>
  membersOf(JSON.parse(JSON.stringify(details)));

const membersOf = (value: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([name, part]) => [storedText(name), storedPart(part)]));

function storedPart(value: unknown): unknown {
  if (typeof value === 'string') return storedText(value);
  if (Array.isArray(value)) return value.map(storedPart);
  return typeof value === 'object' && value !== null ? membersOf(value) : value;
}

/** Longer than any details of the product's, and short enough for every step of reading them. */
const longestDetails = 1_000_000;
const deepestDetails = 50;

/**
 * What a text of JSON says that the database gives for details; null where no program can have meant it: no object, longer or deeper
 * than any of the product's, or with numbers of which several are read as the same one, since the database keeps all digits.
 */
export function storedJson(text: string): Record<string, unknown> | null {
  if (text.length > longestDetails || !text.startsWith('{')) return null;
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  const numbers = bare.match(/-?\d[\d.eE+-]*/g) ?? [];
  if (depthOf(bare) > deepestDetails || !numbers.every((digits) => plain(Number(digits)) === digits))
    return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function depthOf(bare: string): number {
  let [depth, deepest] = [0, 0];
  for (const sign of bare) {
    if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** A number without an exponent, as the database writes it; empty where it is none. */
function plain(number: number): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number));
  if (!parts) return '';
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const rest = digits.slice(point);
  return sign + digits.slice(0, point).padEnd(point, '0') + (rest && `.${rest}`);
}
