import type { ProgressEvent } from './schema';

/** The part of the browser's storage that an outbox needs. */
export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** Events of one person that the server has not answered for yet; outlives the page and is shared by all tabs. */
export type Outbox = {
  put(event: ProgressEvent): void;
  /** Oldest first. */
  list(): ProgressEvent[];
  remove(ids: readonly string[]): void;
};

/**
 * One entry of the storage for each event, so that two tabs never overwrite each other's. What the storage
 * refuses (full, switched off) is kept for as long as the page lives.
 */
export function createOutbox(storage: Keep | null, userId: string): Outbox {
  const prefix = `progress:${userId}:`;
  const unstored = new Map<string, ProgressEvent>();
  return {
    put(event) {
      try {
        if (!storage) throw new Error('no storage');
        storage.setItem(prefix + event.id, JSON.stringify(event));
      } catch {
        unstored.set(event.id, event);
      }
    },
    list() {
      const stored = storage ? keysOf(storage, prefix).flatMap((key) => read(storage, key)) : [];
      return [...stored, ...unstored.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    },
    remove(ids) {
      for (const id of ids) {
        unstored.delete(id);
        storage?.removeItem(prefix + id);
      }
    },
  };
}

const keysOf = (storage: Keep, prefix: string): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(prefix),
  );

/** The event under a key; an entry that is none is thrown away. */
function read(storage: Keep, key: string): ProgressEvent[] {
  try {
    const event: unknown = JSON.parse(storage.getItem(key) ?? '');
    if (isEvent(event)) return [event];
  } catch {
    // Falls through to the removal, like an entry of another shape.
  }
  storage.removeItem(key);
  return [];
}

/** Enough of a check to show and send it; the server checks every field. */
const isEvent = (value: unknown): value is ProgressEvent =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'courseId', 'lessonId', 'sectionId', 'at'].every(
    (name) => typeof Reflect.get(value, name) === 'string',
  ) &&
  typeof Reflect.get(value, 'completion') === 'number';
