import { type AsProduct, copyCheckpoints } from './copies';
import { sealBatch } from './seal';

/**
 * Seals one batch, then brings the copies up to it: what a killed run sealed and did not copy comes with the next.
 *
 * @returns how many rows were sealed
 */
export async function sealAndCopy(asProduct: AsProduct): Promise<number> {
  const sealed = await asProduct((tx) => sealBatch(tx));
  await copyCheckpoints(asProduct);
  return sealed;
}
