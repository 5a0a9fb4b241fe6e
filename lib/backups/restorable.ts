export type Restorable = { from: string; until: string };

/** Log that ends so shortly before the next backup leaves nothing out worth naming. */
const touching = 1_000;

/**
 * The stretches of time of which any moment can be restored, oldest first; between two of them is a gap.
 *
 * @param backups from where, and until when the log continues it; in any order
 */
export function mergeRestorable(backups: Restorable[]): Restorable[] {
  const merged: Restorable[] = [];
  for (const { from, until } of backups.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const last = merged.at(-1);
    if (last && Date.parse(from) <= Date.parse(last.until) + touching) {
      if (until > last.until) last.until = until;
    } else merged.push({ from, until });
  }
  return merged;
}
