import { StatusBadge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import type { Guide, GuideCheck } from '@/lib/backups/guide/schema';

const states: Record<GuideCheck['state'], { tone: 'positive' | 'critical'; word: string }> = {
  ok: { tone: 'positive', word: 'Yes' },
  refused: { tone: 'critical', word: 'No' },
};

/** Whether a state can be restored, why, and how. */
export function GuideAnswer({ guide }: { guide: Guide }) {
  const { title, checks, command, steps } = guide;
  return (
    <Card title={title}>
      <div className="flex flex-col gap-6">
        <ul className="flex flex-col gap-3">
          {checks.map(({ state, what, why }) => (
            <li key={what} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <StatusBadge tone={states[state].tone}>{states[state].word}</StatusBadge>
              <span className="font-semibold">{what}</span>
              <span className="basis-full text-sm text-pretty text-ink-soft">{why}</span>
            </li>
          ))}
        </ul>
        {command && (
          <>
            <div className="flex flex-col gap-2">
              <h3 className="text-lg font-semibold">Run this on the server</h3>
              <p className="rounded-card border bg-paper-sunken p-3">
                <code className="wrap-anywhere select-all">{command}</code>
              </p>
              <p className="text-sm text-ink-soft">
                In the folder of the product, with MASTER_KEY and BACKUP_DIR as they are here, or on another
                machine with a copy of both.
              </p>
            </div>
            <div className="flex flex-col gap-2">
              <h3 className="text-lg font-semibold">What it does, and what is left to you</h3>
              <ol className="flex max-w-reading list-decimal flex-col gap-2 pl-5 text-sm">
                {steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}
