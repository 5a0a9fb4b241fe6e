import { installedStore } from './store/store';
import { checkTags } from './tags';

/**
 * Drops every answer made of one of the tags. Call it after the write has committed and await it before the
 * writer is answered: then nobody, in any process, is given the old answer any more.
 */
export async function invalidate(...tags: string[]): Promise<void> {
  await installedStore()?.invalidate(checkTags(tags));
}
