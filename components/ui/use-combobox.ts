import { type KeyboardEvent, type MouseEvent, useId, useState } from 'react';

type ComboboxOptions = {
  /** What identifies each option, in order; empty while there is nothing to offer. */
  keys: readonly string[];
  choose: (key: string) => void;
  /** Escape in a field whose list is closed. */
  clear: () => void;
};

/**
 * The behaviour of a text field with a list of suggestions (ARIA 1.2 combobox). The focus stays in the field; no
 * option is chosen until an arrow key points at it, so Enter does what the form does.
 */
export function useCombobox({ keys, choose, clear }: ComboboxOptions) {
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [pointed, setPointed] = useState<string | null>(null);
  const isExpanded = isOpen && keys.length > 0;
  const at = isExpanded && pointed !== null ? keys.indexOf(pointed) : -1;
  const close = () => {
    setOpen(false);
    setPointed(null);
  };
  const take = (key: string) => {
    close();
    choose(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const key = keys[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true);
      setPointed(keys[stepFrom(at, event.key === 'ArrowDown' ? 1 : -1, keys.length)] ?? null);
    } else if (event.key === 'Enter' && key !== undefined) take(key);
    else if (event.key === 'Enter') return close();
    else if (event.key === 'Escape' && isExpanded) close();
    else if (event.key === 'Escape') clear();
    else return;
    event.preventDefault();
  };
  return {
    isExpanded,
    open: () => {
      setOpen(true);
      setPointed(null);
    },
    fieldProps: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': isExpanded,
      'aria-controls': isExpanded ? listId : undefined,
      'aria-activedescendant': at >= 0 ? `${listId}-${at}` : undefined,
      onKeyDown,
      onBlur: close,
    } as const,
    listProps: {
      id: listId,
      role: 'listbox',
      // The field would lose the focus, and the list would be gone before the click arrives.
      onMouseDown: (event: MouseEvent) => event.preventDefault(),
    } as const,
    optionProps: (index: number) => ({
      id: `${listId}-${index}`,
      role: 'option' as const,
      'aria-selected': index === at,
      ref: index === at ? showInList : undefined,
      onClick: () => take(keys[index] ?? ''),
    }),
  };
}

/** One step through a list whose ends meet; from nowhere (−1) to its first or last. */
const stepFrom = (at: number, step: 1 | -1, length: number): number =>
  at < 0 ? (step > 0 ? 0 : length - 1) : (at + step + length) % length;

const showInList = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' });
