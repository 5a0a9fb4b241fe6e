import type { WatchedEffects } from '@/lib/optimizer/watch/watched-effects';
import { EffectTable } from './effect-table';

type WatchResultProps = { effects: WatchedEffects; title: string };

/** What the statements of a table took in use, before and after a change. */
export function WatchResult({ effects, title }: WatchResultProps) {
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold">In use</p>
      <EffectTable effects={effects} caption={`Watched in use: ${title}`} />
      <p className="max-w-reading text-xs text-ink-soft">
        Mean times of a call from the server’s own statistics: before the change against windows of at least
        ten calls after it. In use other things go on as well, so that only a clear effect counts: 10 %
        faster, or 25 % slower, with the whole 95 % interval beyond.
      </p>
    </div>
  );
}
