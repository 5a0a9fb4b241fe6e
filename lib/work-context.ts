import { AsyncLocalStorage } from 'node:async_hooks';

type Values = Readonly<Record<string, unknown>>;

// Several bundles load this file; they must mean the same work.
const held = globalThis as typeof globalThis & { syllabaseWork?: AsyncLocalStorage<Values> };
held.syllabaseWork ??= new AsyncLocalStorage();
const work = held.syllabaseWork;

/** Something that holds for a piece of work and for everything that it sets off. */
export type WorkContext<T> = {
  get(): T | undefined;
  run<R>(value: T, run: () => R): R;
  /** From here on, for the rest of what runs now. */
  enter(value: T): void;
};

/**
 * All of them are carried in one storage, because each further one makes every promise of the process dearer.
 *
 * @param name what it is, the same in every bundle
 */
export const workContext = <T>(name: string): WorkContext<T> => ({
  get: () => work.getStore()?.[name] as T | undefined,
  run: (value, run) => work.run({ ...work.getStore(), [name]: value }, run),
  enter: (value) => work.enterWith({ ...work.getStore(), [name]: value }),
});
