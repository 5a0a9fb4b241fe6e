const slashOff = 'palette-slash-off';

/** Whether `/` alone opens the palette. A single-key shortcut must be possible to switch off (WCAG 2.1.4). */
export const isSlashOn = (): boolean => localStorage.getItem(slashOff) === null;

export function switchSlash(on: boolean): void {
  if (on) localStorage.removeItem(slashOff);
  else localStorage.setItem(slashOff, '1');
}

/** Whether a key press asks for the palette: Ctrl or Cmd with K anywhere, / where nobody is typing. */
export function opensPalette(event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() === 'k') return (event.ctrlKey || event.metaKey) && !event.altKey;
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !isTyping(event.target) && !document.querySelector('[role="dialog"]') && isSlashOn();
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
