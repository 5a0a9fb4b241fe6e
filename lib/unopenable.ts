import type { Transaction } from '@/db/client';
import { Refusal } from '@/lib/errors';

/** Where a sealed value stands: which column of which row, whose that is (null: several people’s), at which institution. */
export type SealedPlace = { column: string; rowId: string; student: string | null; institutionId: string };

/**
 * A sealed value that does not open. Why (wrong key, moved, changed, cut off, key destroyed) is told to nobody: the
 * difference is what an attacker learns from. Which one it is, is for the trail.
 */
export class Unopenable extends Refusal {
  readonly #place: SealedPlace | null;

  constructor(place: SealedPlace | null = null) {
    super(
      'conflict',
      'A text here cannot be opened, so it stays as it is. Administrators find it in their audit log.',
    );
    this.#place = place;
  }

  get place(): SealedPlace | null {
    return this.#place;
  }
}

/** What stands in a page or a copy where a text does not open; the rest of the record is shown all the same. */
export const unopenableText =
  '[This text cannot be opened. Your institution’s administrators find it in their audit log.]';

const met = new WeakMap<Transaction, Unopenable[]>();

/** Keeps what a read met for whoever runs the transaction: `asViewer` puts it into the trail. */
export function meetUnopenable(tx: Transaction, unopenable: Unopenable): void {
  const known = met.get(tx);
  if (known) known.push(unopenable);
  else met.set(tx, [unopenable]);
}

export const metIn = (tx: Transaction): readonly Unopenable[] => met.get(tx) ?? [];
