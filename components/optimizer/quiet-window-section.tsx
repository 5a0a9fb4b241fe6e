import { dateTime } from '@/lib/format';
import { clockOf, windowWords } from '@/lib/optimizer/quiet-window/quiet-window';
import type { KnownWindow } from '@/lib/optimizer/quiet-window/read-window';
import { WindowForm } from './window-form';

/** When approved changes are made, and the form to choose other hours. */
export function QuietWindowSection({ window, timeZone }: { window: KnownWindow; timeZone: string }) {
  const { fromMinute, untilMinute, setAt } = window;
  return (
    <section aria-labelledby="window-title" className="flex flex-col gap-3">
      <h2 id="window-title" className="font-serif text-2xl font-semibold">
        When changes are made
      </h2>
      <p className="max-w-reading text-sm text-ink-soft">
        Between <span className="font-semibold text-ink">{windowWords(window)}</span>,{' '}
        {setAt === null ? 'the usual hours' : `chosen ${dateTime(setAt, timeZone)}`}. A change begins within
        them; a long one may end later. Whoever approves it can have it made at once instead. What makes
        something slower is undone at any hour.
      </p>
      <WindowForm from={clockOf(fromMinute)} until={clockOf(untilMinute)} timeZone={window.timeZone} />
    </section>
  );
}
