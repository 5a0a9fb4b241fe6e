/** The middle of some numbers. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const clock = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * Times two things in alternation, so that a noisy machine disturbs both alike, and compares medians.
 * @returns milliseconds each, and how many times the floor the measured one takes
 */
export async function againstFloor(
  floor: () => Promise<unknown>,
  measured: () => Promise<unknown>,
  rounds: number,
): Promise<{ floor: number; measured: number; ratio: number }> {
  for (let warm = 0; warm < 20; warm++) {
    await floor();
    await measured();
  }
  const times: { floor: number[]; measured: number[] } = { floor: [], measured: [] };
  for (let round = 0; round < rounds; round++) {
    const start = clock();
    await floor();
    const between = clock();
    await measured();
    times.floor.push(between - start);
    times.measured.push(clock() - between);
  }
  const [low, high] = [median(times.floor), median(times.measured)];
  return { floor: low, measured: high, ratio: high / low };
}

/**
 * How many times as long the second of two things takes that take almost as long as each other: many calls, each first as
 * often as second, and medians.
 */
export async function timesAsLong(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  rounds: number,
): Promise<number> {
  const sides = [
    { call: one, times: [] as number[] },
    { call: other, times: [] as number[] },
  ];
  for (let round = -20; round < rounds; round++) {
    for (const { call, times } of round % 2 === 0 ? sides : sides.toReversed()) {
      const start = clock();
      await call();
      if (round >= 0) times.push(clock() - start);
    }
  }
  const [low = 0, high = 0] = sides.map(({ times }) => median(times));
  return high / low;
}

/** Calls a second that `clients` loops reach together within `seconds`. */
export async function throughput(
  clients: number,
  seconds: number,
  call: (client: number, n: number) => Promise<unknown>,
): Promise<number> {
  const end = clock() + seconds * 1000;
  const loops = Array.from({ length: clients }, async (_, client) => {
    let n = 0;
    while (clock() < end) await call(client, n++);
    return n;
  });
  const counts = await Promise.all(loops);
  return counts.reduce((sum, n) => sum + n, 0) / seconds;
}
