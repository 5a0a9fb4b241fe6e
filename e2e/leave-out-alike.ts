import type { Page } from '@playwright/test';

/**
 * Takes rows and list items out of the page in which there is nothing that was not seen twice in others of the same list:
 * no element that differs from theirs, or stands in another, by more than words, names, addresses and measures. What axe
 * says of those, it says of these. That a name points to nothing, stands twice or is empty makes an element differ.
 *
 * The page stays usable for React: it may update what is left, and forget what is gone. It is waited for, since it would
 * miss whatever goes before it has taken over the whole page.
 */
export async function leaveOutAlike(page: Page): Promise<void> {
  await page.waitForFunction(isTakenOver);
  await page.evaluate(() => {
    const enough = 2;
    const measures = /\b((?:min-|max-)?(?:width|height)|left|right|top|bottom|flex-basis)\s*:[^;]*/g;
    const words =
      /^(href|src|srcset|alt|title|name|value|max|datetime|placeholder|data-[\w-]+|aria-(label|value\w+|rowindex|posinset|setsize))$/;
    const pointing = /^(for|headers|aria-(labelledby|describedby|controls|owns|activedescendant|details))$/;
    const ofDrawings = ['class', 'fill', 'stroke', 'role', 'aria-hidden', 'aria-label'];
    const named = new Map<string, number>();
    for (const { id } of document.querySelectorAll('[id]')) named.set(id, (named.get(id) ?? 0) + 1);

    const attributeOf = ({ name, value }: Attr): string => {
      if (name === 'style') return `style=${value.replace(measures, '$1')}`;
      if (name === 'id') return `id=${named.get(value)}`;
      if (pointing.test(name)) return `${name}=${value.split(/\s+/).every((id) => named.has(id))}`;
      return `${name}=${words.test(name) ? value.trim() !== '' : value}`;
    };
    /** Of a single letter, and of signs alone, axe says nothing. */
    const wordsOf = (text: string): string => {
      if (text === '') return 'none';
      return /[\p{L}\p{N}]/u.test(text) ? `${Math.min(text.length, 2)}` : 'signs';
    };
    const looksOf = (element: Element): string => {
      const attributes = [...element.attributes]
        .filter(({ name }) => element instanceof HTMLElement || ofDrawings.includes(name))
        .map(attributeOf);
      const own = [...element.childNodes].map((node) => (node instanceof Text ? node.data : '')).join('');
      const empty = element.textContent?.trim() === '';
      return [element.tagName, ...attributes.sort(), wordsOf(own.trim()), empty].join(' ');
    };
    const partsOf = (element: Element, within = ''): string[] => {
      const part = `${within}\n${looksOf(element)}`;
      return [part, ...[...element.children].flatMap((child) => partsOf(child, part))];
    };
    const thinOut = (list: Element): void => {
      const seen = new Map<string, number>();
      for (const item of [...list.children]) {
        const parts = partsOf(item);
        const isAlike = parts.every((part) => (seen.get(part) ?? 0) >= enough);
        if (isAlike) item.remove();
        else for (const part of new Set(parts)) seen.set(part, (seen.get(part) ?? 0) + 1);
      }
    };

    const { removeChild, insertBefore } = Node.prototype;
    Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
      if (child.parentNode === this) removeChild.call(this, child);
      return child;
    };
    Node.prototype.insertBefore = function <T extends Node>(this: Node, child: T, next: Node | null): T {
      insertBefore.call(this, child, next?.parentNode === this ? next : null);
      return child;
    };
    for (const list of document.querySelectorAll('tbody, ul, ol, select, optgroup')) thinOut(list);
  });
}

type Fiber = { memoizedState: unknown; child: Fiber | null; sibling: Fiber | null };

/**
 * Whether React has taken over all that the server sent, or has no part in the page. That it knows an element says
 * nothing: it forgets it again where it has to wait for a script further down, and begins anew.
 */
function isTakenOver(): boolean {
  if (!('__next_f' in window)) return true;
  const key = Object.keys(document).find((name) => name.startsWith('__reactContainer$'));
  const container = key && Reflect.get(document, key);
  const whole: Fiber | undefined = container?.stateNode?.current;
  if (!whole || Object(whole.memoizedState).isDehydrated) return false;
  const open = [whole];
  for (let fiber = open.pop(); fiber; fiber = open.pop()) {
    if (Object(fiber.memoizedState).dehydrated) return false;
    if (fiber.child) open.push(fiber.child);
    if (fiber.sibling) open.push(fiber.sibling);
  }
  return true;
}
