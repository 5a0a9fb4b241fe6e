import type { AlgorithmName, SealingAlgorithm } from '@/db/schema/keys';
import { a256cbcHs512 } from './a256cbc-hs512';
import { a256gcm } from './a256gcm';
import type { Construction } from './construction';

type Algorithm = Construction & {
  /** What stands for it in a sealed value. */
  code: number;
};

/** What values are sealed with. A code is never given twice. */
export const algorithms: Record<SealingAlgorithm, Algorithm> = {
  A256GCM: { code: 1, ...a256gcm },
  'A256CBC-HS512': { code: 2, ...a256cbcHs512 },
};

export const isSealing = (name: AlgorithmName): name is SealingAlgorithm => name in algorithms;

/** Bytes of a key; HMAC-SHA-256 takes as many as it gives. */
export const keyLength = (name: AlgorithmName): number => (isSealing(name) ? algorithms[name].keyLength : 32);
