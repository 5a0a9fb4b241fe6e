import { AnswerInMaking, makeAnswer } from '@/lib/answer-in-making';
import { observedRead } from './observe';
import { bytesOf, type EntryAddress, type Mark } from './store/entry';
import { type CacheStore, installedStore } from './store/store';
import { classTag } from './tags';

const headers = { 'content-type': 'application/json', 'cache-control': 'public, no-cache' };

/**
 * Answers with JSON that is the same for everybody, and keeps the finished text under the request's address until
 * something in it changes; then ./front answers it at once. What it is made of is learnt from the cached reads under
 * `load`: one that is a person's own is an error, and where something was read past the cache nothing is kept.
 *
 * @param load must depend on nothing but the address; whoever asks wrongly is refused before
 */
export const publicAnswer = async (request: Request, load: () => Promise<object>): Promise<Response> =>
  answerWith(await readText(addressOf(request), async () => JSON.stringify(await load())));

/** Like `publicAnswer`, for what may not be there: then there is no answer, and none is kept. */
export async function publicAnswerOrNull(
  request: Request,
  load: () => Promise<object | null>,
): Promise<Response | null> {
  const text = await readText(addressOf(request), async () => {
    const value = await load();
    return value && JSON.stringify(value);
  });
  return text === null ? null : answerWith(text);
}

const answerWith = (text: string) => new Response(text, { headers });

function addressOf({ url }: Request): EntryAddress {
  const { pathname, search } = new URL(url);
  return { cacheClass: 'answers', key: pathname + search };
}

async function readText<Text extends string | null>(
  address: EntryAddress,
  load: () => Promise<Text>,
): Promise<Text | string> {
  const store = installedStore();
  if (!store) return makeAnswer(new AnswerInMaking(), load);
  return observedRead(async (aside) => {
    const found = await store.find(address);
    if (typeof found?.entry.value.body === 'string') return found.entry.value.body;
    return store.loadOnce(address, 'unknown', async (mark) => {
      const answer = new AnswerInMaking();
      const text = await aside(() => makeAnswer(answer, load));
      if (text !== null) keep(store, address, text, answer, mark);
      return text;
    });
  });
}

function keep(store: CacheStore, address: EntryAddress, text: string, answer: AnswerInMaking, mark: Mark) {
  const { whole } = answer;
  // A part that is given once more after its end is about to be loaded anew.
  if (!whole || whole.endsAt <= store.now()) return;
  const value = { kind: 'ANSWER', status: 200, body: text, headers };
  store.keep(address, {
    value,
    tags: [...new Set([classTag('answers'), ...whole.tags])],
    mark,
    loadedAt: whole.loadedAt,
    lifetime: Math.floor((whole.endsAt - whole.loadedAt) / 1000),
    bytes: bytesOf(value) + address.key.length,
  });
}
