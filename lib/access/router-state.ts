const hints = ['refetch', 'inside-shared-layout', 'metadata-only'];
const parameterTypes = /^(c|oc|d|[cd]i\((\.|\.\.|\.\.\.)\)|[cd]i\(\.\.\)\(\.\.\))$/;
/** As long as Next takes it. */
const longest = 40_000;

/**
 * Whether a header says which parts of a page a browser has, as the router of Next says it. Next calls anything else an error of its
 * own; without the header it answers with the whole page.
 */
export function isRouterState(header: unknown): boolean {
  if (typeof header !== 'string' || header.length > longest) return false;
  try {
    return isTree(JSON.parse(decodeURIComponent(header)));
  } catch {
    return false;
  }
}

function isTree(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6) return false;
  const [segment, parts, address, hint, more, last] = value;
  return (
    isSegment(segment) &&
    isObject(parts) &&
    Object.values(parts).every(isTree) &&
    (isAbsent(address) || (isTexts(address) && address.length === 2)) &&
    (isAbsent(hint) || hints.includes(hint)) &&
    (isAbsent(more) || typeof more === 'number') &&
    (last === undefined || typeof last === 'string')
  );
}

function isSegment(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, key, type, siblings] = value;
  return isTexts([name, key, type]) && parameterTypes.test(type) && (siblings === null || isTexts(siblings));
}

const isAbsent = (value: unknown) => value === undefined || value === null;
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
