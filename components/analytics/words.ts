import type { Tone } from '@/components/ui/tone';
import type { Confidence, LearningStatus, LearningStyle } from '@/lib/analytics/standing';

export const statusWords: Record<LearningStatus, { word: string; tone: Tone }> = {
  ACCELERATED: { word: 'Ahead of the class', tone: 'positive' },
  ON_TRACK: { word: 'On track', tone: 'accent' },
  NEEDS_SUPPORT: { word: 'Needs attention', tone: 'caution' },
};

export const styleWords: Record<LearningStyle, string> = {
  EFFICIENT: 'Efficient',
  BALANCED: 'Balanced',
  THOROUGH: 'Thorough',
};

export const confidenceWords: Record<Confidence, string> = {
  low: 'little evidence so far',
  medium: 'some evidence',
  high: 'good evidence',
};

/** Why a recommendation was made, by the rule behind it. */
export const ruleWords: Record<string, string> = {
  'needs-support': 'You are behind most of the class here',
  paused: 'You have paused here',
  hard: 'This seems to be hard',
  start: 'You have not begun yet',
  continue: 'This is where you stopped',
};
