import { type AsProduct, copyCheckpoints, farTargets, nearTargets } from './copies';
import { sealBatch } from './seal';

/**
 * Seals one batch, then brings the copies on this machine up to it: what a killed run sealed and did not copy comes with the
 * next. Copies elsewhere have a job of their own, so that a network can never hold up the sealing.
 *
 * @returns how many rows were sealed
 */
export async function sealAndCopy(asProduct: AsProduct): Promise<number> {
  const sealed = await asProduct((tx) => sealBatch(tx));
  await copyCheckpoints(asProduct, nearTargets());
  return sealed;
}

/** Brings the copies elsewhere up to the newest checkpoint. @returns how many checkpoints were copied */
export const copyElsewhere = (asProduct: AsProduct): Promise<number> =>
  copyCheckpoints(asProduct, farTargets());
