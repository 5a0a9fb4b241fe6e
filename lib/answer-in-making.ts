import { workContext } from './work-context';

/** A cached read that went into an answer; times in milliseconds of the wall clock. */
export type Ingredient = { tags: readonly string[]; loadedAt: number; endsAt: number };

/** An answer for everybody while it is made: it learns from the reads under it what it is made of. */
export class AnswerInMaking {
  readonly #tags = new Set<string>();
  #loadedAt = Number.POSITIVE_INFINITY;
  #endsAt = Number.POSITIVE_INFINITY;
  #unaccounted = false;

  add({ tags, loadedAt, endsAt }: Ingredient): void {
    for (const tag of tags) this.#tags.add(tag);
    this.#loadedAt = Math.min(this.#loadedAt, loadedAt);
    this.#endsAt = Math.min(this.#endsAt, endsAt);
  }

  /** Something went in of which nobody can tell when it changes. */
  addUnaccounted(): void {
    this.#unaccounted = true;
  }

  /** What the answer is made of: as old as its oldest part, at an end with its shortest. Null where it must not be kept. */
  get whole(): Ingredient | null {
    if (this.#unaccounted || this.#tags.size === 0) return null;
    return { tags: [...this.#tags], loadedAt: this.#loadedAt, endsAt: this.#endsAt };
  }
}

const scope = workContext<AnswerInMaking | null>('answer for everybody');

/** The answer for everybody that is being made here, if any. */
export const answerInMaking = (): AnswerInMaking | null => scope.get() ?? null;

export const makeAnswer = <T>(answer: AnswerInMaking, run: () => Promise<T>): Promise<T> =>
  scope.run(answer, run);

/** Runs the load of a cached read: what it is made of is told by the read itself. */
export const accountedFor = <T>(run: () => Promise<T>): Promise<T> => scope.run(null, run);

/** Every read of one person's own says so: in an answer for everybody it is an error. */
export function refuseInSharedAnswer(what: string): void {
  if (answerInMaking()) throw new Error(`${what} does not belong in an answer for everybody`);
}
