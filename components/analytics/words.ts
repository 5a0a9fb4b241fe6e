import type { Tone } from '@/components/ui/tone';
import type { RecommendationRule } from '@/lib/analytics/advice/evidence';
import type { Confidence, LearningStatus, LearningStyle } from '@/lib/analytics/standing';

export const statusWords: Record<LearningStatus, { word: string; tone: Tone }> = {
  ACCELERATED: { word: 'Ahead of the class', tone: 'positive' },
  ON_TRACK: { word: 'On track', tone: 'accent' },
  NEEDS_SUPPORT: { word: 'Needs attention', tone: 'caution' },
};

/** A pace as a student reads it: how fast, and no praise or blame. */
export const styleWords: Record<LearningStyle, string> = {
  EFFICIENT: 'Quick',
  BALANCED: 'Steady',
  THOROUGH: 'Unhurried',
};

export const confidenceWords: Record<Confidence, string> = {
  low: 'little evidence so far',
  medium: 'some evidence',
  high: 'good evidence',
};

/** Why a recommendation was made, by the rule behind it. */
export const ruleWords: Record<RecommendationRule, string> = {
  'slow-and-weak': 'This lesson was hard for you',
  'weak-section': 'Some answers here were not right yet',
  'needs-support': 'You are behind most of the class here',
  paused: 'You have paused here',
  'below-plan': 'You are behind the plan here',
  streak: 'Your days in a row',
  'nearly-done': 'A lesson is nearly done',
  ahead: 'You are ahead here',
  start: 'You have not begun yet',
  continue: 'This is where you stopped',
};
