import { openInstance } from './instance';

type Request = { id: number; read?: { key: string; tags: string[]; truth: string }; invalidate?: string[] };

const instance = openInstance(process.argv[2] ?? '');

async function answer({ read, invalidate }: Request): Promise<unknown> {
  if (read) return instance.read({ cacheClass: 'catalog', key: read.key }, read.tags, async () => read.truth);
  if (invalidate) return instance.store.invalidate(invalidate);
  return instance.remote.state();
}

/** Another process with a store: it does what its parent asks. */
process.on('message', async (request: Request) => {
  process.send?.({ id: request.id, answer: (await answer(request)) ?? null });
});
process.on('disconnect', () => process.exit(0));
