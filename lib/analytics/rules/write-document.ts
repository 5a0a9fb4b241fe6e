import { listedParts, type NamedThreshold } from './parts';
import { valueIn } from './threshold';
import { currentVersion, ruleVersions } from './versions';

/** The table of rules as Markdown, the text of docs/rules.md. */
export function writeRules(): string {
  return `${[
    '# The rules of the dashboards',
    '',
    'Every threshold from which status, style, recommendations, the at-risk list and what came of contacts are concluded. Written by',
    '`npm run docs:rules` from `lib/analytics/rules`; a test compares. Why it is built so: `decisions/0013-rules-as-data.md` and',
    '`decisions/0047-evidence-of-recommendations.md`.',
    '',
    `An institution may choose another value within the bounds, with a reason that stands in its audit trail. Every stored result`,
    `names the version of the product’s rules and the institution’s changes that it was concluded by. This is version ${currentVersion}.`,
    '',
    '| version | since | what it brought |',
    '|---|---|---|',
    ...ruleVersions.map(({ version, since, what }) => `| ${version} | ${since} | ${what} |`),
    ...listedParts.flatMap(({ title, about, thresholds }) => [
      '',
      `## ${title}`,
      about,
      '',
      '| rule | value | unit | may be | meaning | where the value comes from | rule since version |',
      '|---|---|---|---|---|---|---|',
      ...thresholds.map(lineOf),
    ]),
    ...fixed,
  ].join('\n')}\n`;
}

function lineOf(threshold: NamedThreshold): string {
  const { key, unit, min, max, step, meaning, source, values } = threshold;
  const value = valueIn(currentVersion, threshold);
  const since = Object.keys(values).join(', ');
  return `| \`${key}\` | ${value} | ${unit} | ${min} to ${max} in steps of ${step} | ${meaning} | ${source} | ${since} |`;
}

const fixed = [
  '',
  '## What is no rule, and why',
  'These belong to what a figure is, or protect somebody; no institution changes them.',
  '',
  '| what | value | why it is fixed |',
  '|---|---|---|',
  '| classmates from whom on a place, a median or a lesson’s usual time is told | 10 others | protects classmates (`decisions/0012-privacy-of-comparisons.md`) |',
  '| steps in which a median or a usual time is told | 5 % below 50 students, 1 % from there on; two digits of a time | protects classmates |',
  '| students from whom on the rate of a recommendation is told | 10, of half a year | protects students |',
  '| days that a signal of the at-risk list looks back | 14 (recent), 7 beside the up to 21 before (trend) | they are what the figure counts; kept evidence holds the counts |',
  '| range of a forecast | four of five cases, from three weeks on | statistics: Student’s t, `lib/analytics/forecast.ts` |',
  '| range of a difference after contacts | 95 of 100 cases | statistics: `lib/messages/impact-interval.ts` |',
  '| the order of recommendations, and each section once | most urgent first | what is said, not from when on; `lib/analytics/advice/evidence.ts` |',
];
