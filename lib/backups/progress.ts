/** How far something is, from 0 to 1, and what is being done. */
export type OnProgress = (done: number, doing: string) => void;

/** Passes a stream on and tells how much has gone by. */
export async function* metered(
  source: AsyncIterable<Buffer>,
  see: (bytesSoFar: number) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    see(bytes);
    yield piece;
  }
}
