/** How much of a section can be seen. Pixels. */
export type Sight = { id: string; visible: number; height: number };

/** The section that takes up most of the screen; of equals the first. Null where none can be seen. */
export function mainSection(sights: readonly Sight[]): string | null {
  let main: Sight | null = null;
  for (const sight of sights) {
    if (sight.visible > (main?.visible ?? 0)) main = sight;
  }
  return main?.id ?? null;
}

/** Sections before the eyes: at least half of the section is on the screen, or it takes up half of the screen. */
export const seenSections = (sights: readonly Sight[], screen: number): string[] =>
  sights
    .filter(({ visible, height }) => visible > 0 && visible >= Math.min(height, screen) / 2)
    .map(({ id }) => id);
