import { StatusBadge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';

/** How a part of a page stands, in a few words. */
export type PartStanding = { tone: Tone; words: string };

/** Beside the name of a part in the list of the parts. */
export const PartState = ({ tone, words }: PartStanding) => (
  <StatusBadge tone={tone} className="font-normal">
    {words}
  </StatusBadge>
);
