export type StoredFile = { name: string; bytes: number; changedAt: string };

/** A file that is written while it is already there, for what cannot wait until it is whole. */
export type GrowingFile = { append(bytes: Buffer): Promise<void>; close(): Promise<void> };

/**
 * Where backups are kept. Names are paths with slashes. What `put` writes appears whole or not at all and is
 * never replaced.
 */
export type BackupStorage = {
  /** For people: `folder PATH`. */
  place: string;
  /** @returns bytes written. @throws BackupDamage when the name is taken */
  put(name: string, content: AsyncIterable<Buffer>): Promise<number>;
  /** @throws BackupDamage when it is not there */
  get(name: string): AsyncIterable<Buffer>;
  /** Whole and growing files whose names begin with `prefix`, by name. */
  list(prefix: string): Promise<StoredFile[]>;
  /** A file that is gone already is no error. */
  remove(name: string): Promise<void>;
  /** Removes what killed writers left and nobody wrote to since `olderThan` (milliseconds). @returns how many */
  sweep(olderThan: number): Promise<number>;
  /** Each append is on the disk when it resolves. */
  grow(name: string): Promise<GrowingFile>;
};
