import { CircleCheck, CircleDashed, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'positive' | 'caution' | 'critical';

export const toneClasses: Record<Tone, string> = {
  neutral: 'border-rule bg-paper-sunken text-ink',
  accent: 'border-transparent bg-accent-soft text-accent',
  positive: 'border-transparent bg-positive-soft text-positive',
  caution: 'border-transparent bg-caution-soft text-caution',
  critical: 'border-transparent bg-critical-soft text-critical',
};

/** A colour is never the only carrier of a meaning: each tone comes with its sign. */
export const toneIcons: Record<Tone, ReactNode> = {
  neutral: <CircleDashed />,
  accent: <Info />,
  positive: <CircleCheck />,
  caution: <TriangleAlert />,
  critical: <OctagonAlert />,
};
