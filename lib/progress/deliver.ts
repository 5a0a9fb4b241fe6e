import type { ProgressEvent, ProgressReceipt } from './schema';

/** At most this many events travel in one request. */
export const largestBatch = 500;

export type Answer =
  | { kind: 'counted'; receipt: ProgressReceipt }
  /** The server understood the request but not what is in it. */
  | { kind: 'malformed' }
  | { kind: 'signed-out' }
  /** No answer, or one that says: later. */
  | { kind: 'unavailable' };

export type Delivery = {
  /** Events that need not be sent again. */
  settled: string[];
  rejected: ProgressReceipt['rejected'];
  end: 'sent' | 'signed-out' | 'unavailable';
};

type Post = (events: ProgressEvent[]) => Promise<Answer>;

/**
 * Sends events in batches until all are settled or the server cannot take them now. A batch that the server
 * does not understand is halved until the one faulty event is found and given up, so that it never holds up
 * the others.
 */
export async function deliver(events: readonly ProgressEvent[], post: Post): Promise<Delivery> {
  const delivery: Delivery = { settled: [], rejected: [], end: 'sent' };
  const batches: ProgressEvent[][] = [];
  for (let from = 0; from < events.length; from += largestBatch) {
    batches.push(events.slice(from, from + largestBatch));
  }
  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    const answer = await post(batch);
    if (answer.kind === 'signed-out' || answer.kind === 'unavailable') {
      return { ...delivery, end: answer.kind };
    }
    if (answer.kind === 'counted') {
      delivery.settled.push(...batch.map(({ id }) => id));
      delivery.rejected.push(...answer.receipt.rejected);
    } else if (batch.length > 1) {
      batches.unshift(batch.slice(0, batch.length >> 1), batch.slice(batch.length >> 1));
    } else {
      delivery.settled.push(...batch.map(({ id }) => id));
      delivery.rejected.push(...batch.map(({ id }) => ({ id, reason: 'not understood' })));
    }
  }
  return delivery;
}
