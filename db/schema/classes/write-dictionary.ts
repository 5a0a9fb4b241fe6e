import { dataClasses } from './classes';
import { type ColumnEntry, dictionary, type TableEntry } from './dictionary';

/** The data dictionary as Markdown, the text of docs/data-dictionary.md. */
export function writeDictionary(): string {
  const classes = Object.entries(dataClasses).map(([name, meaning]) => `| ${name} | ${meaning} |`);
  return `${[
    '# Data dictionary',
    '',
    'Every table and column, and what it tells about people. Written by `npm run docs:dictionary` from `db/schema/classes`;',
    'a test compares, and another one compares with the tables that there are.',
    '',
    '| class | means |',
    '|---|---|',
    ...classes,
    ...dictionary.flatMap(sectionOf),
  ].join('\n')}\n`;
}

const sectionOf = ({ name, about, columns }: TableEntry): string[] => [
  '',
  `## ${name}`,
  about,
  '',
  '| column | type | class |',
  '|---|---|---|',
  ...columns.map(lineOf),
];

const lineOf = ({ name, type, nullable, dataClass }: ColumnEntry): string =>
  `| ${name} | ${type}${nullable ? ', may be absent' : ''} | ${dataClass} |`;
