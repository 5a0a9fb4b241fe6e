const leftOut = '[another student]';

/**
 * A text without the names of others: each name in any case and spacing, where it stands as words of its own. Longer
 * names go first, so that nothing of them is left over.
 */
export function redactNames(text: string, names: readonly string[]): string {
  const patterns = names
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .toSorted((one, other) => other.length - one.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  if (patterns.length === 0) return text;
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'giu'),
    leftOut,
  );
}
