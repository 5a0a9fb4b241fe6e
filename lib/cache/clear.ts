import { perform } from '@/lib/access/action';
import { may } from '@/lib/access/policy';
import type { Viewer } from '@/lib/access/viewer';
import { invalidate } from './invalidate';
import { allClasses, type ClearInput, clearInput } from './schema';
import { installedStore } from './store/store';
import { classTag, everything } from './tags';

/**
 * Clears a class or a tag in every instance, for administrators; the trail keeps who did. Answers with how
 * many answers of this process went.
 */
export async function clearCache(viewer: Viewer | null, raw: unknown): Promise<{ dropped: number }> {
  const input = await perform(
    {
      input: clearInput,
      allow: may.administer,
      run: async ({ input: value }) => ({
        value,
        audit: { action: 'cache.clear', objectType: 'cache', details: { ...value } },
      }),
    },
    viewer,
    raw,
  );
  const before = kept();
  const cleared = invalidate(tagOf(input));
  const dropped = before - kept();
  await cleared;
  return { dropped };
}

function tagOf(input: ClearInput): string {
  if (input.what === 'tag') return input.name;
  return input.name === allClasses ? everything : classTag(input.name);
}

const kept = (): number =>
  Object.values(installedStore()?.shelves ?? {}).reduce((sum, { size }) => sum + size, 0);
