/** Does the work for each, a few at a time: enough to keep a small server busy, too few to be a load test. */
export async function inTurns<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  most = 6,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
