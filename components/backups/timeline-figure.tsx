import type { ReactNode } from 'react';
import { Tabs } from '@/components/ui/tabs';
import type { Stretch, Timeline, TimelineWindow } from '@/lib/backups/timeline';
import { counted, date } from '@/lib/format';

type TimelineFigureProps = { timeline: Timeline; window: TimelineWindow; timeZone: string };

const windows: [TimelineWindow, string][] = [
  ['week', 'Week'],
  ['month', 'Month'],
  ['year', 'Year'],
  ['all', 'Seven years'],
];

/** When something can be restored to, as a picture; the tables below it say the same. */
export function TimelineFigure({ timeline, window, timeZone }: TimelineFigureProps) {
  const { from, until, spans, gaps, backups, increments, archives } = timeline;
  return (
    <figure aria-labelledby="timeline-title" className="flex min-w-0 flex-col gap-4">
      <figcaption className="flex flex-col gap-1">
        <p id="timeline-title" className="text-lg font-semibold">
          {date(from, timeZone)} to {date(until, timeZone)}
        </p>
        <p className="text-sm text-ink-soft">{summaryOf(timeline)}</p>
      </figcaption>
      <Tabs
        label="Length of the timeline"
        tabs={windows.map(([name, label]) => ({
          href: `/admin/backups?window=${name}`,
          label,
          current: name === window,
        }))}
      />
      <div aria-hidden="true" className="flex flex-col gap-3 text-xs text-ink-soft">
        <Lane label="Any second, and gaps">
          <Bars stretches={spans} className="text-positive" />
          <Bars stretches={gaps} className="text-caution" isLow />
        </Lane>
        <Lane label="Full backups">
          <Bars stretches={backups.map(asMark)} className="text-accent" />
        </Lane>
        {increments.length > 0 && (
          <Lane label="Incremental backups">
            <Bars stretches={increments.map(asMark)} className="text-accent" />
          </Lane>
        )}
        <Lane label="Logical archives">
          <Bars stretches={archives.map(asMark)} className="text-accent" />
        </Lane>
      </div>
    </figure>
  );
}

function summaryOf({ spans, gaps, backups, increments, archives }: Timeline): string {
  if (spans.length + backups.length + increments.length + archives.length === 0)
    return 'Nothing in this time can be restored.';
  const stretches =
    spans.length === 0 ? 'No stretch' : `Any second of ${counted(spans.length, 'stretch', 'stretches')}`;
  return `${stretches}, ${counted(gaps.length, 'gap')}, ${counted(backups.length, 'full backup')}, ${counted(increments.length, 'incremental backup')} and ${counted(archives.length, 'logical archive')}.`;
}

const markWidth = 4;
const asMark = (at: number): Stretch => ({ at: Math.min(at, 1000 - markWidth), width: markWidth });

function Lane({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <span>{label}</span>
      <svg
        viewBox="0 0 1000 20"
        preserveAspectRatio="none"
        focusable="false"
        aria-hidden="true"
        className="h-5 w-full rounded-control bg-paper-sunken"
      >
        {children}
      </svg>
    </div>
  );
}

type BarsProps = { stretches: Stretch[]; className: string; isLow?: boolean };

/** A gap is lower than what can be restored, so that colour is not all that tells them apart. */
function Bars({ stretches, className, isLow = false }: BarsProps) {
  return (
    <g fill="currentColor" className={className}>
      {stretches.map(({ at, width }) => (
        <rect key={at} x={at} y={isLow ? 14 : 0} width={width} height={isLow ? 6 : 20} />
      ))}
    </g>
  );
}
