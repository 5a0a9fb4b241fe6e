import type { AlgorithmName } from '@/db/schema/keys';
import { a256cbcHs512 } from './a256cbc-hs512';
import { a256gcm } from './a256gcm';
import type { Construction } from './construction';

type Algorithm = Construction & {
  /** What stands for it in a sealed value. */
  code: number;
};

/** What values are sealed with, by its name in the registry of RFC 7518. A code is never given twice. */
export const algorithms: Record<AlgorithmName, Algorithm> = {
  A256GCM: { code: 1, ...a256gcm },
  'A256CBC-HS512': { code: 2, ...a256cbcHs512 },
};
