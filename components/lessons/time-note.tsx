import { ChevronRight } from 'lucide-react';

/** The method behind the minutes, one click away. */
export function TimeNote() {
  return (
    <details className="group text-sm">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 text-ink-soft hover:text-ink pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" />
        How is time counted?
      </summary>
      <div className="mt-1 flex flex-col gap-2 pl-5.5 text-ink-soft">
        <p>
          Only seconds in which the lesson is on your screen and you do something: scroll, type, point,
          select. A minute after the last sign of you the clock stops, and it goes on with the next.
        </p>
        <p>
          With several tabs open only one of them counts. Without a connection time is kept on this device and
          sent later.
        </p>
      </div>
    </details>
  );
}
