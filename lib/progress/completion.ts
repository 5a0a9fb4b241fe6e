import type { ProgressEvent } from './schema';

/** Percent by section id; a section never opened is absent. */
export type Completion = Readonly<Record<string, number>>;

/** What is done once these events are counted: completion never falls, and their order does not matter. */
export function withEvents(completion: Completion, events: readonly ProgressEvent[]): Completion {
  const merged: Record<string, number> = { ...completion };
  for (const { sectionId, completion: reached } of events) {
    merged[sectionId] = Math.max(merged[sectionId] ?? 0, reached);
  }
  return merged;
}

export const isDone = (completion: Completion, sectionId: string): boolean => completion[sectionId] === 100;
