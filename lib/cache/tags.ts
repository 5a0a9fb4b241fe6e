import { createHash } from 'node:crypto';
import { type CacheClass, isCacheClass } from './classes';

/** Changing this tag drops everything. */
export const everything = '*';
/** Changing this tag drops the whole class and the pages made of it. */
export const classTag = (cacheClass: CacheClass) => `cache:${cacheClass}`;

/** Names one answer; the same in every bundle, instance and build. */
export function entryTag(cacheClass: CacheClass, parts: unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return `entry:${cacheClass}:${hash}`;
}

/** Class and key of the answer that carries these tags; null when it is none of ours. */
export function entryOf(tags: readonly string[]): { cacheClass: CacheClass; key: string } | null {
  const key = tags.find((tag) => tag.startsWith('entry:'));
  const cacheClass = key?.split(':')[1];
  return key && cacheClass && isCacheClass(cacheClass) ? { cacheClass, key } : null;
}

/** Tags travel in a header, separated by commas: letters, digits and `:_.*-/` only. */
export function checkTags(tags: readonly string[]): readonly string[] {
  const wrong = tags.find((tag) => !/^[\w:.*/-]{1,200}$/.test(tag));
  if (wrong !== undefined) throw new Error(`“${wrong}” cannot be a cache tag`);
  return tags;
}
