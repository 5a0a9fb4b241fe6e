import type { Viewer } from '@/lib/access/viewer';
import type { Cacheable } from './cacheable';
import { cachedLoad } from './cached-load';
import type { PersonalClass } from './classes';
import { registerRead } from './registry';

/**
 * A read whose answer is one person's own. Who asks is part of the key without anybody's doing; the answer
 * never leaves the process, is never given past its lifetime, and is never given to anybody else. What has
 * to happen on every call (access checks, audit) stays outside.
 *
 * @param name room and question, unique
 * @param tags what the answer is made of; a write to it calls `invalidate` with the same tag
 */
export function personalRead<Args extends Cacheable[], T>(
  cacheClass: PersonalClass,
  name: string,
  load: (viewer: Viewer, ...args: Args) => Promise<T>,
  tags: (viewer: Viewer, ...args: Args) => string[],
): (viewer: Viewer, ...args: Args) => Promise<T> {
  registerRead(name, cacheClass);
  return (viewer, ...args) =>
    cachedLoad({
      cacheClass,
      key: [name, [viewer.userId, viewer.role, viewer.institutionId], ...args],
      tags: tags(viewer, ...args),
      load: () => load(viewer, ...args),
    });
}
