type Flight = { tags: readonly string[] | 'unknown'; answer: Promise<unknown> };

/** Loads under way: whoever asks for the same meanwhile gets the same answer. */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  /**
   * Joins the load of `key` under way, or starts one.
   *
   * @param tags what it is made of; 'unknown' where only the answer will tell
   */
  join<T>(key: string, tags: Flight['tags'], load: () => Promise<T>): Promise<T> {
    const underway = this.#flights.get(key);
    // The key names the read, and a read has one type of answer.
    if (underway) return underway.answer as Promise<T>;
    const answer = load();
    const flight = { tags, answer };
    this.#flights.set(key, flight);
    const land = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    answer.then(land, land);
    return answer;
  }

  /** After this nobody joins a load that began before one of the tags changed; it still ends for who waits. */
  part(changed: readonly string[], all: boolean): void {
    for (const [key, { tags }] of this.#flights) {
      if (all || tags === 'unknown' || tags.some((tag) => changed.includes(tag))) this.#flights.delete(key);
    }
  }

  get size(): number {
    return this.#flights.size;
  }
}
