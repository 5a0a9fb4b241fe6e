import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { SealState } from '@/lib/audit/seal/state';
import { counted, dateTime } from '@/lib/format';

type SealNoteProps = { state: Promise<SealState>; timeZone: string };

/** What protects the trail from being changed unseen, and how far that has come. */
export async function SealNote({ state, timeZone }: SealNoteProps) {
  const { rows, sealedAt, copies } = await state;
  const faults = copies.filter(({ fault }) => fault !== null);
  const Icon = faults.length > 0 ? ShieldAlert : ShieldCheck;
  if (!sealedAt)
    return <p className="text-sm text-ink-soft">Nothing is sealed yet: the worker begins within a minute.</p>;
  return (
    <div className="flex gap-2 text-sm text-ink-soft">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div>
        <p>
          Sealed up to {dateTime(sealedAt, timeZone)}: {counted(rows, 'event')} of all institutions, signed so
          that a change, a gap or a forged entry is found by <code>ops audit verify</code>.
        </p>
        {copies.map(({ target, name, rows: copied, copiedAt, fault }) => (
          <p key={target}>
            Copy ({name}): {counted(copied, 'event')}
            {copiedAt && `, last ${dateTime(copiedAt, timeZone)}`}
            {fault && <strong className="text-ink">. Failing: {fault}</strong>}
          </p>
        ))}
      </div>
    </div>
  );
}
