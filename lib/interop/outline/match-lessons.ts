type Known = { id: string; order: number; title: string };
type Wanted = { order: number; title: string };

/**
 * Finds for each wanted lesson the known one it continues: the same title at the same place, then the same
 * title elsewhere (moved), then the same place (renamed). Null where a lesson is new; `gone` are the rest.
 */
export function matchLessons(known: Known[], wanted: Wanted[]): { ids: (string | null)[]; gone: string[] } {
  const free = new Map(known.map((lesson) => [lesson.id, lesson]));
  const ids = wanted.map((): string | null => null);
  const rules: ((a: Known, b: Wanted) => boolean)[] = [
    (a, b) => a.order === b.order && a.title === b.title,
    (a, b) => a.title === b.title,
    (a, b) => a.order === b.order,
  ];
  for (const fits of rules) {
    wanted.forEach((lesson, index) => {
      if (ids[index]) return;
      const found = [...free.values()].find((candidate) => fits(candidate, lesson));
      if (!found) return;
      ids[index] = found.id;
      free.delete(found.id);
    });
  }
  return { ids, gone: [...free.keys()] };
}
