import { setTimeout as sleep } from 'node:timers/promises';

/** Lets a stream pass at a pace. */
export type Pace = (source: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

/** As quickly as it goes, for whoever waits for it. */
export const atOnce: Pace = (source) => source;

/** Rests so many times as long as it works: a quarter of the speed that it could have. */
const restPerWork = 3;
/** Milliseconds: shorter rests would be longer than they mean to be, and a storage that hangs is not waited for again. */
const [shortestWork, longestRest] = [4, 250];

/** Beside people who wait for pages: whatever the machine can do, most of it stays theirs. */
export const gently: Pace = async function* (source) {
  let began = performance.now();
  for await (const piece of source) {
    yield piece;
    const worked = performance.now() - began;
    if (worked < shortestWork) continue;
    await sleep(Math.min(longestRest, restPerWork * worked));
    began = performance.now();
  }
};
