/** Where a sealed value stands: which column of which row, at which institution. */
export type SealedPlace = { column: string; rowId: string; institutionId: string };

/**
 * A sealed value that does not open. Why (wrong key, moved, changed, cut off, key destroyed) is told to nobody: the
 * difference is what an attacker learns from. Which one it is, is for the trail.
 */
export class Unopenable extends Error {
  readonly #place: SealedPlace | null;

  constructor(place: SealedPlace | null = null) {
    super('A sealed value does not open.');
    this.#place = place;
  }

  get place(): SealedPlace | null {
    return this.#place;
  }
}
