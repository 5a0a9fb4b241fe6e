/** So many in a row that fail are no fault of the classes: the database is away, or something is broken for all. */
const mostInARow = 5;

/**
 * Does something for each of many classes, one after the other, until `signal` is aborted. A class that fails, as one that
 * takes too long, does not keep the later ones from their turn.
 *
 * @throws AggregateError at the end where any failed, so that the job shows it
 */
export async function eachClass<T extends { id: string }>(
  classes: readonly T[],
  signal: AbortSignal,
  work: (each: T) => Promise<void>,
): Promise<void> {
  const faults: Error[] = [];
  let inARow = 0;
  for (const each of classes) {
    if (signal.aborted || inARow === mostInARow) break;
    try {
      await work(each);
      inARow = 0;
    } catch (cause) {
      faults.push(
        new Error(`class ${each.id}: ${cause instanceof Error ? cause.message : cause}`, { cause }),
      );
      inARow++;
    }
  }
  const [first] = faults;
  if (first)
    throw new AggregateError(faults, `${faults.length} of ${classes.length} failed, first ${first.message}`);
}
