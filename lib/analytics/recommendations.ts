import {
  type Evidence,
  evidenceShapes,
  type RecommendationRule,
  recommendationRules,
} from './advice/evidence';
import { look, type Situation } from './advice/look';
import { say } from './advice/say';
import type { Rules, RulesReference } from './rules/rules';
import type { CourseProgress } from './student-progress';

export type Recommendation = {
  courseId: string;
  rule: RecommendationRule;
  text: string;
  /** What it leads to. */
  lessonId: string;
  sectionId: string;
  /** The numbers it was concluded from, by name, as they may be told. */
  evidence: Record<string, number>;
  /** The rules it was concluded by. */
  rules: RulesReference;
};
/** So many are shown at once; the rest, in many courses, is folded away and does not count as shown. */
export const recommendationsAtOnce = 5;

export type Insight = { text: string };

/**
 * A recommendation with all that it was concluded from. What was seen is for the record: it may hold the exact place in the
 * class, which is told to nobody (docs/decisions/0012).
 */
export type Grounded = {
  recommendation: Recommendation;
  seen: Evidence[RecommendationRule];
  rules: Rules;
};

/**
 * What could be recommended in one active course, most urgent first and each section once; “continue” only
 * where there is nothing else to say.
 */
export function adviceFor(situation: Situation, rules: Rules): Grounded[] {
  const found = recommendationRules.flatMap((rule) => firstBy(rule, situation, rules) ?? []);
  const each = found.filter(
    ({ recommendation: { sectionId } }, n) =>
      found.findIndex((other) => other.recommendation.sectionId === sectionId) === n,
  );
  return each.length > 1 ? each.filter(({ recommendation: { rule } }) => rule !== 'continue') : each;
}

function firstBy<Rule extends RecommendationRule>(
  rule: Rule,
  situation: Situation,
  rules: Rules,
): Grounded | null {
  for (const seen of look[rule](situation)) {
    const recommendation = recommend(situation.course.courseId, rule, seen, rules);
    if (recommendation) return { recommendation, seen, rules };
  }
  return null;
}

/** What a rule recommends on its evidence by some rules; null where it says nothing. Pure. */
function recommend<Rule extends RecommendationRule>(
  courseId: string,
  rule: Rule,
  seen: Evidence[Rule],
  rules: Rules,
): Recommendation | null {
  const said = say[rule](seen, rules);
  if (!said) return null;
  const { lessonId, sectionId } = seen;
  const { text, figures } = said;
  return { courseId, rule, text, lessonId, sectionId, evidence: figures, rules: rules.reference };
}

/** What is kept of a recommendation: `evidence` as the database gives it. */
export type Kept = { courseId: string; rule: RecommendationRule; evidence: unknown };

/**
 * The recommendation of a kept event again, by the rules that it names; by others, what they would have said of the same
 * evidence, or null.
 */
export const recommendAgain = ({ courseId, rule, evidence }: Kept, rules: Rules): Recommendation | null =>
  recommend(courseId, rule, evidenceShapes[rule].parse(evidence), rules);

/** Plain sentences about all courses together; none where there is nothing to say. */
export function insights(courses: readonly CourseProgress[]): Insight[] {
  const seconds = courses.reduce((sum, course) => sum + course.totalTimeSpent, 0);
  const sections = courses.reduce((sum, course) => sum + course.sectionsCompleted, 0);
  if (sections === 0) return [];
  const found: Insight[] = [
    {
      text:
        seconds < 360
          ? `${sections} sections done.`
          : `${sections} sections done in ${Math.round(seconds / 360) / 10} hours of study.`,
    },
  ];
  const rated = courses.filter((course) => course.perceivedDifficulty !== null);
  const [hardest, next] = rated.toSorted(
    (a, b) => (b.perceivedDifficulty ?? 0) - (a.perceivedDifficulty ?? 0),
  );
  if (hardest && next && hardest.perceivedDifficulty !== next.perceivedDifficulty)
    found.push({ text: `You find ${hardest.title} the hardest of your courses.` });
  return found;
}
