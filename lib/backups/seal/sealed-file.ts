import { BackupDamage } from '../errors';
import { ByteReader } from './byte-reader';
import { frameBytes, headBytes, lengthBytes, Opener, Sealer } from './frames';
import type { BackupKey } from './keys';

/** Seals a stream for the file `name`, holding no more than a frame of it. */
export async function* seal(
  source: AsyncIterable<Buffer>,
  key: BackupKey,
  name: string,
): AsyncGenerator<Buffer> {
  const sealer = new Sealer(key, name);
  yield sealer.head;
  const reader = new ByteReader(source);
  let content = await reader.take(frameBytes);
  for (;;) {
    const next = content.length < frameBytes ? null : await reader.take(frameBytes);
    const last = next === null || next.length === 0;
    yield sealer.frame(content, last);
    if (last) return;
    content = next;
  }
}

/**
 * Opens what `seal` made with one of the keys.
 *
 * @throws BackupDamage as soon as something is not as it was written, at the latest at the end
 */
export async function* unseal(
  source: AsyncIterable<Buffer>,
  keys: readonly BackupKey[],
  name: string,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  try {
    const opener = new Opener(keys, name, await reader.take(headBytes));
    const cut = (): never => {
      throw new BackupDamage(name, 'was cut off, or something was added to it');
    };
    let frame = (await nextFrame(reader, opener, cut)) ?? cut();
    for (let next: Buffer | null = frame; next; ) {
      next = await nextFrame(reader, opener, cut);
      yield opener.open(frame, next === null);
      if (next) frame = next;
    }
  } finally {
    await reader.close();
  }
}

/** Opens a file that was still growing: its frames up to the last whole one. */
export async function* unsealGrowing(
  source: AsyncIterable<Buffer>,
  keys: readonly BackupKey[],
  name: string,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  try {
    const head = await reader.take(headBytes);
    if (head.length < headBytes) return;
    const opener = new Opener(keys, name, head);
    const next = () => nextFrame(reader, opener, () => null);
    for (let frame = await next(); frame; frame = await next()) yield opener.open(frame, false);
  } finally {
    await reader.close();
  }
}

type Cut = () => null;

/** The next frame; null at the end. In the middle of a frame `cut` decides what that means. */
async function nextFrame(reader: ByteReader, opener: Opener, cut: Cut): Promise<Buffer | null> {
  const prefix = await reader.take(lengthBytes);
  if (prefix.length === 0) return null;
  if (prefix.length < lengthBytes) return cut();
  const length = opener.lengthOf(prefix);
  const frame = await reader.take(length);
  return frame.length < length ? cut() : frame;
}
