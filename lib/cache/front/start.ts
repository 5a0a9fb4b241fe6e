import { env } from '@/lib/env';
import { installedStore } from '../store/store';
import { answerFirst } from './answer-first';
import { Front } from './front';
import { refuseMalformed } from './refuse-malformed';

const answers = '/api/v1/';

/**
 * For the web server's start, after the cache's: answers what is kept, and refuses what Next cannot read, before Next does. Not in development, where the
 * code behind an answer changes too.
 *
 * @param pageKey the key under which the page at a request's target is kept; null for what is no such page
 */
export function startFront(pageKey: (target: string) => string | null): void {
  const store = installedStore();
  if (!store || env().NODE_ENV !== 'production') return;
  const front = new Front(store, (target) => {
    if (target.startsWith(answers)) return { cacheClass: 'answers', key: target };
    const key = pageKey(target);
    return key === null ? null : { cacheClass: 'pages', key };
  });
  answerFirst((request, response) => refuseMalformed(request, response) || front.answer(request, response));
}
