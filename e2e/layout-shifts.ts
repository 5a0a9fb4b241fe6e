import type { Page } from '@playwright/test';

type Shift = { score: number; startTime: number; sources: string[] };
type Movement = { shifts: Shift[]; wholeAt: number };

/** Has `page` write down everything that moves by itself on the pages it opens from now on. */
export async function recordShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    const log: Movement = { shifts, wholeAt: Number.POSITIVE_INFINITY };
    Object.assign(window, { movement: log });
    // The frame after the next one is the first that follows one with the whole document in it.
    addEventListener('DOMContentLoaded', () =>
      requestAnimationFrame(() =>
        requestAnimationFrame((time) => {
          log.wholeAt = time;
        }),
      ),
    );
    const place = ({ x, y, width, height }: DOMRectReadOnly) =>
      [x, y, width, height].map(Math.round).join(' ');
    const named = (node: Node) =>
      node instanceof Element ? node.outerHTML.slice(0, 120) : `“${node.textContent?.slice(0, 60)}”`;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[] =
          Reflect.get(entry, 'sources');
        shifts.push({
          score: Reflect.get(entry, 'value'),
          startTime: entry.startTime,
          sources: sources.map(
            ({ node, previousRect, currentRect }) =>
              `${node ? named(node) : 'what is gone'} from ${place(previousRect)} to ${place(currentRect)}`,
          ),
        });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/**
 * What moved on the page that is open, once it has come to rest: `late` after the whole document was painted, which
 * is always the page's doing; `early` while it was read, when a paint may fall between an element and what stands
 * beside it.
 */
export async function shiftsOf(page: Page): Promise<{ late: Shift[]; early: Shift[] }> {
  await page.waitForLoadState('networkidle');
  const { shifts, wholeAt }: Movement = await page.evaluate(() => Reflect.get(window, 'movement'));
  return {
    late: shifts.filter(({ startTime }) => startTime >= wholeAt),
    early: shifts.filter(({ startTime }) => startTime < wholeAt),
  };
}
