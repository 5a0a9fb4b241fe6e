import type { ReactNode } from 'react';

type PanelProps = { note?: ReactNode; children?: ReactNode };

/** One next step with a note below; on paper there is none. Has the height of the tallest, so that nothing moves when it arrives. */
export function Panel({ note, children }: PanelProps) {
  return (
    <div className="flex min-h-36 flex-col gap-3 print:hidden">
      {children}
      {note && <p className="text-sm text-ink-soft">{note}</p>}
    </div>
  );
}
