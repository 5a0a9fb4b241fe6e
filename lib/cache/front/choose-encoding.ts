import type { Encoding } from '../store/entry';

/** In the order in which we like them. */
const encodings: readonly Encoding[] = ['br', 'gzip', 'identity'];
/** Less than any weight that can be written: as it is goes where nothing else does. */
const least = 0.0001;

const chosen = new Map<string, Encoding | null>();
/** Browsers say one of a few things; who says something new each time is read anew each time. */
const mostRemembered = 200;

/**
 * The encoding to answer with, by an Accept-Encoding header (RFC 9110, 12.5.3): the one of the highest weight, and of
 * those the smallest. Null where none of ours will do.
 */
export function chooseEncoding(header: string | undefined): Encoding | null {
  if (header === undefined) return 'identity';
  const known = chosen.get(header);
  if (known !== undefined) return known;
  const encoding = choose(readWeights(header));
  if (chosen.size < mostRemembered) chosen.set(header, encoding);
  return encoding;
}

function choose(weights: ReadonlyMap<string, number>): Encoding | null {
  const weightOf = (name: Encoding) =>
    weights.get(name) ?? weights.get('*') ?? (name === 'identity' ? least : 0);
  const [best] = encodings.toSorted((one, other) => weightOf(other) - weightOf(one));
  return best && weightOf(best) > 0 ? best : null;
}

function readWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2);
    if (name !== '') weights.set(name, weight === undefined ? 1 : readWeight(weight));
  }
  return weights;
}

/** What is no weight counts as a refusal: an answer as it is suits everybody. */
const readWeight = (text: string): number => (/^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0);
