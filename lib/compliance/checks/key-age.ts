import { type KeyStatus, readKeyStatus } from '@/lib/keys/status';
import type { Check, Finding } from '../check';

/** @param keys of one institution */
export function judgeKeys(keys: readonly Pick<KeyStatus, KeyFacts>[]): Finding {
  const active = keys.filter(({ state }) => state === 'ACTIVE');
  const evidence = active.map(({ keyClass, version, age, rotateAfter }) => ({
    what: `${keyClass}, version ${version}`,
    value: `${Math.floor(age)} days old${rotateAfter === null ? '; not rotated' : `; due after ${rotateAfter}`}`,
  }));
  if (active.length === 0)
    return { state: 'ok', summary: 'Nothing has been sealed here yet, so there is no key.', evidence };
  if (keys.some(({ isOurs, state }) => !isOurs && state !== 'DESTROYED'))
    return {
      state: 'critical',
      summary: 'A key was made under another master key: what it seals cannot be read.',
      evidence,
    };
  return active.some(({ isOverdue }) => isOverdue)
    ? { state: 'warning', summary: 'A key is older than its policy allows.', evidence }
    : { state: 'ok', summary: 'Every key is within its policy.', evidence };
}

type KeyFacts = 'keyClass' | 'version' | 'state' | 'age' | 'rotateAfter' | 'isOverdue' | 'isOurs';

/** The data keys of one institution against the policy of their classes. */
export const keyAge: Check = {
  id: 'key-age',
  title: 'Keys are rotated in time',
  why: 'The longer one key is used, the more is lost when it is.',
  remedy: 'See that the worker runs (job keep-keys), or rotate on the page Keys.',
  run: async (tx, _now, institutionId) => judgeKeys(await readKeyStatus(tx, institutionId)),
};
