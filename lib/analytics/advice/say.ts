import { date } from '@/lib/format';
import { addDays, type CalendarDay, daysBetween } from '../calendar-day';
import { plannedBy, planOf } from '../plan';
import type { Rules } from '../rules/rules';
import { learningStatus } from '../standing';
import type { Evidence, RecommendationRule } from './evidence';

/** A sentence for the student, and the figures that are told with it (docs/decisions/0012). */
export type Said = { text: string; figures: Record<string, number> };

/** By rule, what it says of its evidence under the thresholds of some rules; null where it says nothing. Pure. */
export const say: {
  [Rule in RecommendationRule]: (seen: Evidence[Rule], rules: Rules) => Said | null;
} = {
  'slow-and-weak': (seen, { recommendations }) => {
    const { lesson, section, place, seconds, classSeconds, comprehension, scored } = seen;
    const ratio = seconds / classSeconds;
    if (ratio < recommendations.slowRatio || comprehension >= recommendations.weakScore) return null;
    return {
      text: `“${lesson}” took you ${ratio.toFixed(1)} times the class’s time, and your answers came to ${Math.round(comprehension)} %: work through section ${place}, “${section}”, again.`,
      figures: { seconds, classSeconds, comprehension, scored },
    };
  },

  'weak-section': ({ section, score }, { recommendations }) =>
    score < recommendations.weakScore
      ? {
          text: `Your answers in “${section}” came to ${Math.round(score)} %. Read it again before you go on.`,
          figures: { score },
        }
      : null,

  'needs-support': ({ section, standing }, rules) => {
    const status = learningStatus(standing, rules);
    return status.value === 'NEEDS_SUPPORT'
      ? { text: `Take up “${section}”. ${status.reason}`, figures: { progress: standing.progress } }
      : null;
  },

  paused: ({ section, idle }, { recommendations }) =>
    idle >= recommendations.pausedDays
      ? { text: `You last studied here ${idle} days ago. Go on with “${section}”.`, figures: { idle } }
      : null,

  'below-plan': (seen, rules) => {
    const plan = planOf(seen.schedule, rules);
    if (!plan) return null;
    const { progress, today, section } = seen;
    const planned = plannedBy(plan, today);
    if (planned - progress < rules.recommendations.behindPlanPoints) return null;
    const minutes = minutesADay(seen, plan.to, rules);
    if (minutes === null) return null;
    return {
      text: `By today the plan has ${Math.round(planned)} % and you have done ${Math.floor(progress)} %. About ${minutes} minutes a day until ${date(plan.to, 'UTC')} take you there: go on with “${section}”.`,
      figures: { planned, progress, minutes },
    };
  },

  streak: ({ section, days }, { recommendations }) =>
    days >= recommendations.streakDays
      ? {
          text: `You have studied ${days} days in a row. “${section}” today makes it ${days + 1}.`,
          figures: { days },
        }
      : null,

  'nearly-done': ({ lesson, section, open, required }, { recommendations }) =>
    open <= recommendations.nearlyDoneSections
      ? {
          text: `${open === 1 ? 'One section is' : `${open} sections are`} left of “${lesson}”: finish it with “${section}”.`,
          figures: { open, required },
        }
      : null,

  ahead: ({ section, standing }, rules) =>
    learningStatus(standing, rules).value === 'ACCELERATED'
      ? {
          text: `You are ahead of most of the class. Take “${section}” next.`,
          figures: { progress: standing.progress },
        }
      : null,

  start: ({ section }) => ({ text: `Start with “${section}”.`, figures: {} }),

  continue: ({ section }) => ({ text: `Go on with “${section}”.`, figures: {} }),
};

/**
 * Minutes a day that the rest takes until the plan’s end, by the own time a section so far or else the estimate; null
 * without either, as where time was not measured and the course states none.
 */
function minutesADay(
  { today, sectionsRequired, sectionsCompleted, timeSpent, schedule }: Evidence['below-plan'],
  end: CalendarDay,
  { recommendations }: Rules,
): number | null {
  if (end < addDays(today, 1)) return null;
  const { estimatedDuration } = schedule;
  const isKnown = sectionsCompleted >= recommendations.ownPaceSections && timeSpent > 0;
  const own = isKnown ? timeSpent / sectionsCompleted / 60 : null;
  const planned = estimatedDuration ? estimatedDuration / sectionsRequired : null;
  const each = own ?? planned;
  if (each === null) return null;
  return Math.ceil(((sectionsRequired - sectionsCompleted) * each) / daysBetween(today, end));
}
