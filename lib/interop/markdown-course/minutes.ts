/**
 * Shares whole minutes out in proportion to `lengths`, so that the parts add up to `total` exactly (largest
 * remainders first). Null when there is nothing to share out.
 */
export function shareMinutes(total: number, lengths: number[]): number[] | null {
  if (total === 0 || lengths.length === 0) return null;
  const weights = lengths.map((length) => length + 1);
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const minutes = exact.map(Math.floor);
  const missing = total - minutes.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) minutes[index] = (minutes[index] ?? 0) + 1;
  return minutes;
}
