import { env } from '@/lib/env';
import type { KeyFacts } from './data-key';
import { environmentMasterKey } from './environment-master-key';
import { transitMasterKey } from './transit/transit-master-key';

/** What seals the data keys: a key of the environment, or a service that never gives its key out. */
export type MasterKey = {
  /** Tells one master key from another; it stands beside each data key. */
  name: string;
  /** @throws KeyServiceFault */
  wrap(secret: Buffer, facts: KeyFacts): Promise<Buffer>;
  /** @throws Unopenable unless this master key wrapped it for these facts; KeyServiceFault */
  unwrap(wrapped: Buffer, facts: KeyFacts): Promise<Buffer>;
  /** Tries whether it can be worked with. @throws KeyServiceFault with the reason */
  check(): Promise<void>;
  /** For a service whose leave to work with it runs out. */
  renew?(): Promise<void>;
};

type Keys = readonly [current: MasterKey, ...older: MasterKey[]];
type Settings = Pick<
  ReturnType<typeof env>,
  'MASTER_KEY' | 'MASTER_KEY_PREVIOUS' | 'KMS_URL' | 'KMS_KEY' | 'KMS_TOKEN' | 'KMS_NAMESPACE'
>;

let made: { from: string; keys: Keys } | undefined;

/**
 * The master keys of this process. The first one wraps: that of the key service where one is set, else MASTER_KEY. The
 * others open what they wrapped before it: MASTER_KEY itself, and MASTER_KEY_PREVIOUS.
 */
export function masterKeys(settings: Settings = env()): Keys {
  const { MASTER_KEY, MASTER_KEY_PREVIOUS, KMS_URL, KMS_KEY, KMS_TOKEN, KMS_NAMESPACE } = settings;
  const from = JSON.stringify([MASTER_KEY, MASTER_KEY_PREVIOUS, KMS_URL, KMS_KEY, KMS_TOKEN, KMS_NAMESPACE]);
  if (made?.from === from) return made.keys;
  const own = environmentMasterKey(MASTER_KEY);
  const previous = MASTER_KEY_PREVIOUS.map(environmentMasterKey);
  const keys: Keys =
    KMS_URL && KMS_KEY && KMS_TOKEN
      ? [
          transitMasterKey({
            url: KMS_URL,
            key: KMS_KEY,
            token: KMS_TOKEN,
            namespace: KMS_NAMESPACE ?? null,
          }),
          own,
          ...previous,
        ]
      : [own, ...previous];
  made = { from, keys };
  return keys;
}

/** The master key that new data keys are wrapped with. */
export const masterKey = (): MasterKey => masterKeys()[0];
