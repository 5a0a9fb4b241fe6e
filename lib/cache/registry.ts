import type { CacheClass } from './classes';

const reads = new Map<string, CacheClass>();

/** Every cached read has a name of its own: two with one name would be given each other's answers. */
export function registerRead(name: string, cacheClass: CacheClass): void {
  // Hot reload evaluates the same file again.
  if (reads.has(name) && process.env.NODE_ENV !== 'development')
    throw new Error(`Two cached reads are called “${name}”.`);
  reads.set(name, cacheClass);
}

/** The cached reads of the files loaded so far. */
export const registeredReads = (): ReadonlyMap<string, CacheClass> => reads;
