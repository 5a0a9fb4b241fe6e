/**
 * The cache handler that Next loads, once a request. The store is the process's own (`instrumentation.ts`
 * installs it); without one, as in a build, nothing is kept. Plain JavaScript, since Next loads it as it is.
 */
export default class NextHandler {
  #handler = globalThis.syllabaseCacheHandler?.();

  async get(key, context) {
    return (await this.#handler?.get(key, context)) ?? null;
  }

  async set(key, value, context) {
    await this.#handler?.set(key, value, context);
  }

  async revalidateTag(tags) {
    await this.#handler?.revalidateTag(tags);
  }

  resetRequestCache() {}
}
