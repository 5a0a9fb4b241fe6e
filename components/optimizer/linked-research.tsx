import { SourceLink } from '@/components/research/source-link';
import { UnlinkForm } from '@/components/research/unlink-form';
import { date } from '@/lib/format';
import type { LinkedResearch as Linked } from '@/lib/optimizer/research/linked';

type LinkedResearchProps = { research: readonly Linked[]; timeZone: string };

/** What a proposal rests on: entries of feeds and notes. */
export function LinkedResearch({ research, timeZone }: LinkedResearchProps) {
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p className="text-base font-semibold">What it rests on</p>
      <ul className="flex flex-col gap-3">
        {research.map(({ linkId, kind, source, at, text, applicability, link }) => (
          <li key={linkId} className="flex max-w-reading items-start justify-between gap-3">
            <div className="flex min-w-0 flex-col gap-0.5">
              <p className="wrap-anywhere whitespace-pre-line">{text}</p>
              {applicability && (
                <p className="wrap-anywhere whitespace-pre-line">
                  <span className="font-semibold">Does it apply here? </span>
                  {applicability}
                </p>
              )}
              <p className="text-xs wrap-anywhere text-ink-soft">
                {kind === 'note' ? 'Note' : 'Feed'}: {source}
                {at && `, ${date(at, kind === 'note' ? 'UTC' : timeZone)}`}
              </p>
              {link && <SourceLink href={link} about={text} />}
            </div>
            <UnlinkForm linkId={linkId} about={text} />
          </li>
        ))}
      </ul>
    </div>
  );
}
