import { highlightParts } from '@/lib/catalog/highlight-parts';

/** A passage with its matches marked: by weight and underline as well as by colour. */
export function Highlighted({ text }: { text: string }) {
  return placed(text).map(({ place, text: piece, matches }) =>
    matches ? (
      <mark
        key={place}
        className="rounded-control bg-accent-soft font-semibold text-ink underline decoration-accent decoration-1 underline-offset-3"
      >
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}

/** Pieces never move: their place is their key. */
const placed = (text: string) =>
  highlightParts(text).map((part, index) => ({ ...part, place: `piece-${index}` }));
