export type StoredFile = { name: string; bytes: number; changedAt: string };

/** A file that is written while it is already there, for what cannot wait until it is whole. */
export type GrowingFile = { append(bytes: Buffer): Promise<void>; close(): Promise<void> };

/**
 * How often a growing file is added to: the most that is lost with the server, against what each addition costs. `flush` and
 * `idle` are milliseconds that log may wait, and that an archive without any may say nothing; `bytes` go at once.
 */
export type Pace = { flush: number; idle: number; bytes: number };

/**
 * Where backups are kept. Names are paths with slashes. What `put` writes appears whole or not at all and is
 * never replaced.
 */
export type BackupStorage = {
  /** For people: `folder PATH`, or a bucket. */
  place: string;
  pace: Pace;
  /** @returns bytes written. @throws BackupDamage when the name is taken */
  put(name: string, content: AsyncIterable<Buffer>): Promise<number>;
  /**
   * @param first only so many bytes from the beginning, of a file that `put` wrote
   * @throws BackupDamage when it is not there
   */
  get(name: string, first?: number): AsyncIterable<Buffer>;
  /** Whole and growing files whose names begin with `prefix`, by name. */
  list(prefix: string): Promise<StoredFile[]>;
  /** Names of the folders at the top, in order. */
  folders(): Promise<string[]>;
  /** A file that is gone already is no error. */
  remove(name: string): Promise<void>;
  /**
   * Removes what killed writers left under names that begin with `prefix`, and nobody wrote to since `olderThan`
   * (milliseconds). @returns how many
   */
  sweep(prefix: string, olderThan: number): Promise<number>;
  /** What each append wrote is kept for good when it resolves. */
  grow(name: string): Promise<GrowingFile>;
};
