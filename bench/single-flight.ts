import { definitionOf } from '@/lib/cache/classes';
import { sharedRead } from '@/lib/cache/shared-read';
import { insideNext, outsideNext } from '@/lib/cache/testing/inside-next';

const visitors = 50;

/** What 50 readers at once cause while an answer is new, fresh, old, and too old to be given. */
export async function measureSingleFlight(): Promise<{ moment: string; loads: number }[]> {
  const clock = { now: Date.now() };
  insideNext({ now: () => clock.now });
  let loads = 0;
  const read = sharedRead(
    'listing',
    'bench.single-flight',
    async () => {
      loads += 1;
      await new Promise((done) => setTimeout(done, 20));
      return loads;
    },
    () => [],
  );
  const lifetime = (definitionOf('listing').seconds ?? 0) * 1000;
  const moments: { moment: string; loads: number }[] = [];
  for (const [moment, passes] of [
    ['nothing is kept', 0],
    ['kept and fresh', lifetime / 2],
    ['older than its lifetime', lifetime],
    ['older than twice its lifetime', 3 * lifetime],
  ] as const) {
    clock.now += passes;
    const before = loads;
    await Promise.all(Array.from({ length: visitors }, () => read()));
    await new Promise((done) => setTimeout(done, 100));
    moments.push({ moment, loads: loads - before });
  }
  outsideNext();
  return moments;
}
