/** Lets at most `most` runs happen at once in this process; the others wait in line. */
export function limitConcurrency(most: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = async () => {
    if (running < most) running += 1;
    else await new Promise<void>((next) => waiting.push(next));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return async <T>(run: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await run();
    } finally {
      leave();
    }
  };
}

/** Lets runs of the same key happen one after another, in the order they came. */
export function oneAtATime() {
  const last = new Map<string, Promise<unknown>>();

  return async <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const mine = (last.get(key) ?? Promise.resolve()).then(run);
    const settled = mine.catch(() => undefined);
    last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
