type Place = { sectionId: string; order: number; prompt: string };
type Known = Place & { id: string; isDeleted: boolean };

/**
 * Finds for each wanted question the known one that it continues, so that answers stay with it: the same words in
 * the same section, then the same words elsewhere (moved), then the same place (changed). Null where it is new.
 * What is asked now goes before what had been taken away.
 */
export function matchQuestions(known: readonly Known[], wanted: readonly Place[]): (string | null)[] {
  const free = new Map(known.map((question) => [question.id, question]));
  const ids = wanted.map((): string | null => null);
  const inSection = (a: Known, b: Place) => a.sectionId === b.sectionId;
  const rules: ((a: Known, b: Place) => boolean)[] = [
    (a, b) => !a.isDeleted && inSection(a, b) && a.prompt === b.prompt,
    (a, b) => !a.isDeleted && a.prompt === b.prompt,
    (a, b) => inSection(a, b) && a.prompt === b.prompt,
    (a, b) => a.prompt === b.prompt,
    (a, b) => !a.isDeleted && inSection(a, b) && a.order === b.order,
  ];
  for (const continues of rules) {
    wanted.forEach((question, index) => {
      if (ids[index]) return;
      const found = [...free.values()].find((candidate) => continues(candidate, question));
      if (!found) return;
      ids[index] = found.id;
      free.delete(found.id);
    });
  }
  return ids;
}
