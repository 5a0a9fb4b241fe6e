import { type Checkpoint, handoverIn, readCheckpoint } from './checkpoint';
import { isSameVerifier, readVerifier, type Verifier } from './keys';

/** A stretch of checkpoints that one key signs; it begins with a handover, unless it is the first. */
type Reign = { verifier: Verifier | null; notes: string[] };

/**
 * Reads the checkpoints of a trail, oldest first, by one public key. Where another key took over, both have signed that
 * checkpoint and it names both: so who trusts the one trusts the other, before it and after it, and each only where it
 * reigned. A key that took over without the signature of the one before is not believed.
 *
 * @returns null in the place of each that is damaged, or signed by nobody who is trusted there
 */
export function readCheckpoints(notes: readonly string[], trusted: Verifier): (Checkpoint | null)[] {
  const reigns = reignsOf(notes, trusted);
  const known = reigns.findIndex(({ verifier }) => verifier !== null && isSameVerifier(verifier, trusted));
  const isTrusted = (place: number) => known >= 0 && isLinked(reigns, known, place);
  return reigns.flatMap(({ verifier, notes: own }, place) =>
    own.map((note) => (verifier && isTrusted(place) ? readCheckpoint(note, verifier) : null)),
  );
}

/** Keys that are trusted with the given one, for whoever reads notes that are kept elsewhere. */
export function trustedWith(notes: readonly string[], trusted: Verifier): Verifier[] {
  const reigns = reignsOf(notes, trusted);
  const known = reigns.findIndex(({ verifier }) => verifier !== null && isSameVerifier(verifier, trusted));
  const others = reigns.filter((_, place) => known >= 0 && place !== known && isLinked(reigns, known, place));
  return [trusted, ...others.flatMap(({ verifier }) => verifier ?? [])];
}

function reignsOf(notes: readonly string[], trusted: Verifier): Reign[] {
  const handovers = notes.map(handoverIn);
  const first = handovers.find((handover) => handover !== null);
  const reigns: Reign[] = [{ verifier: first ? parse(first.from) : trusted, notes: [] }];
  for (const [place, note] of notes.entries()) {
    const handover = handovers[place];
    if (handover) reigns.push({ verifier: parse(handover.to), notes: [] });
    reigns.at(-1)?.notes.push(note);
  }
  return reigns;
}

/** Whether every handover between two reigns is signed by both who it is between. */
function isLinked(reigns: Reign[], one: number, other: number): boolean {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  return reigns.slice(low + 1, high + 1).every(({ verifier, notes: [handover = ''] }, n) => {
    const before = reigns[low + n]?.verifier;
    const named = handoverIn(handover);
    const from = named && parse(named.from);
    if (!before || !verifier || !from || !isSameVerifier(from, before)) return false;
    return [before, verifier].every((signer) => readCheckpoint(handover, signer) !== null);
  });
}

function parse(line: string): Verifier | null {
  try {
    return readVerifier(line);
  } catch {
    return null;
  }
}
