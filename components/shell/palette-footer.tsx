import { useState } from 'react';
import { isSlashOn, switchSlash } from './palette-keys';

/** How to move by keyboard, and the switch for the single-key shortcut. */
export function PaletteFooter() {
  const [slash, setSlash] = useState(isSlashOn);
  return (
    <div className="hidden items-center justify-between gap-4 border-t bg-paper-sunken px-4 py-2 text-xs text-ink-soft sm:flex">
      <p>↑ ↓ to choose, Enter to open, Esc to close</p>
      <label className="flex min-h-6 cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={slash}
          onChange={(event) => {
            setSlash(event.target.checked);
            switchSlash(event.target.checked);
          }}
        />
        Open with the / key
      </label>
    </div>
  );
}
