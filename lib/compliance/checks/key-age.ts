import { type Orphans, readOrphans } from '@/lib/keys/orphans';
import { keyPolicy } from '@/lib/keys/policy';
import { type KeyStatus, readKeyStatus } from '@/lib/keys/status';
import type { Check, Finding } from '../check';

type KeyFacts =
  | 'keyClass'
  | 'version'
  | 'state'
  | 'age'
  | 'rotateAfter'
  | 'isOverdue'
  | 'isOurs'
  | 'retiredAt'
  | 'emptiedAt';
type Key = Pick<KeyStatus, KeyFacts>;

/** Days in which the worker has sealed anew what an old key held. */
const patience = 3;
/** Days beyond a key's term after which nobody can be about to rotate it: the worker looks every day. */
const neglect = 7;

/** @param keys of one institution. @param orphans values that have lost their key */
export function judgeKeys(keys: readonly Key[], now: string, orphans: readonly Orphans[] = []): Finding {
  const active = keys.filter(({ state }) => state === 'ACTIVE');
  const lasting = keys.filter((key) => isLasting(key, now));
  const kept = keys.filter(({ state }) => state !== 'DESTROYED');
  const keyless = [...new Set(kept.map(({ keyClass }) => keyClass))].filter(
    (name) => !active.some(({ keyClass }) => keyClass === name),
  );
  const evidence = [
    ...active.map(({ keyClass, version, age, rotateAfter }) => ({
      what: `${keyPolicy[keyClass].title}, version ${version}`,
      value: `${Math.floor(age)} days old${rotateAfter === null ? '; not rotated' : `; due after ${rotateAfter}`}`,
    })),
    ...lasting.map(({ keyClass, version, retiredAt }) => ({
      what: `${keyPolicy[keyClass].title}, version ${version}`,
      value: `replaced ${retiredAt}; values are still sealed with it`,
    })),
    ...keyless.map((name) => ({ what: keyPolicy[name].title, value: 'no key to seal with' })),
    ...orphans.map(({ place, values }) => ({ what: place, value: `${values} values without their key` })),
  ];
  const critical =
    (orphans.length > 0 && 'Values are sealed with a key that is gone: nobody can read them.') ||
    (kept.some(({ isOurs }) => !isOurs) &&
      'A key was made under another master key: what it seals cannot be read.') ||
    (keyless.length > 0 && 'A class has old keys, and none to seal with.') ||
    (active.some(isNeglected) &&
      'A key is older by a week and more than its policy allows: nothing rotates it.');
  if (critical) return { state: 'critical', summary: critical, evidence };
  if (active.length === 0)
    return { state: 'ok', summary: 'Nothing has been sealed here yet, so there is no key.', evidence };
  if (active.some(({ isOverdue }) => isOverdue))
    return { state: 'warning', summary: 'A key is older than its policy allows.', evidence };
  return lasting.length > 0
    ? { state: 'warning', summary: 'A key was replaced, and is still in use.', evidence }
    : { state: 'ok', summary: 'Every key is within its policy.', evidence };
}

const isNeglected = ({ isOverdue, age, rotateAfter }: Key): boolean =>
  isOverdue && rotateAfter !== null && age > rotateAfter + neglect;

/** Old, and not empty for longer than it takes to seal anew what it held. */
const isLasting = ({ state, retiredAt, emptiedAt }: Key, now: string): boolean =>
  state === 'DECRYPT_ONLY' &&
  emptiedAt === null &&
  retiredAt !== null &&
  Date.parse(now) - Date.parse(retiredAt) > patience * 86_400_000;

/** The data keys of one institution against the policy of their classes. */
export const keyAge: Check = {
  id: 'key-age',
  title: 'Keys are rotated in time',
  why: 'The longer one key is used, the more is lost when it is; and what has lost its key is lost.',
  remedy:
    'See that the worker runs (job keep-keys), or rotate on the page Keys. Keys that are gone are in a backup.',
  run: async (tx, now, institutionId) =>
    judgeKeys(await readKeyStatus(tx, institutionId), now, await readOrphans(tx)),
};
