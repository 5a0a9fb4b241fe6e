import type { WantedQuestion } from '@/lib/assessment/wanted-question';
import { excerpt } from '../excerpt';
import type { Node } from './div-tree';
import { type Definitions, rewriteInline } from './prose';
import { splitFences } from './split-fences';

const item = /^\s{0,3}[-*+]\s+\[([ xX])\]\s+(\S.*)$/;
const longest = { prompt: 5_000, choice: 1_000, explanation: 5_000 };
const mostChoices = 10;

type Context = { definitions: Definitions; warn(message: string): void };

/** Whether a div offers choices: without a task list it is an ordinary box that happens to be called so. */
export const offersChoices = (children: readonly Node[]): boolean =>
  children.some((node) => node.type === 'line' && item.test(node.text));

/**
 * Reads a question: prompt, a task list with the right choices ticked, and an `explanation` div. Null, with a
 * warning, for one that cannot be asked. What is left out of it is warned about.
 */
export function readQuestion(children: readonly Node[], context: Context): WantedQuestion | null {
  const first = children.findIndex((node) => node.type === 'line' && item.test(node.text));
  const prompt = toMarkdown(children.slice(0, first).filter(isText), context.definitions);
  const question = {
    prompt,
    choices: readChoices(children.slice(first), prompt, context),
    explanation: readExplanation(children, prompt, context),
  };
  const fault = faultOf(question);
  if (fault === null) return question;
  context.warn(`the question “${excerpt(prompt)}” is left out: ${fault}`);
  return null;
}

const isText = (node: Node) => node.type !== 'div';

function readChoices(nodes: readonly Node[], prompt: string, { definitions, warn }: Context) {
  const choices: { text: string; isRight: boolean }[] = [];
  let isOpen = false;
  let isSomethingLeftOut = false;
  for (const node of nodes) {
    const [, mark, text] = (node.type === 'line' && item.exec(node.text)) || [];
    const last = choices.at(-1);
    const rest = node.type === 'line' ? node.text.trim() : '';
    if (mark !== undefined && text !== undefined) choices.push({ text, isRight: mark !== ' ' });
    else if (isOpen && last && rest !== '') last.text = `${last.text} ${rest}`;
    else if (node.type === 'code' || rest !== '') isSomethingLeftOut = true;
    isOpen = node.type === 'line' && rest !== '';
  }
  if (isSomethingLeftOut) warn(`the question “${excerpt(prompt)}”: what follows the choices is left out`);
  return choices.map(({ text, isRight }) => ({ text: rewriteInline(text, definitions).trim(), isRight }));
}

function readExplanation(children: readonly Node[], prompt: string, context: Context): string | null {
  const texts: string[] = [];
  for (const node of children) {
    if (node.type !== 'div') continue;
    if (node.name === 'explanation') texts.push(toMarkdown(node.children, context.definitions));
    else context.warn(`the question “${excerpt(prompt)}”: the part “${excerpt(node.name)}” is left out`);
  }
  return texts.join('\n\n').trim() || null;
}

/** Lines and code as the Markdown they came from, made self-contained. */
function toMarkdown(nodes: readonly Node[], definitions: Definitions): string {
  const text = nodes.flatMap((node) => (node.type === 'div' ? [] : linesOf(node))).join('\n');
  return splitFences(text)
    .map((part) => (part.fenced ? part.text : rewriteInline(part.text, definitions)))
    .join('')
    .trim();
}

function linesOf(node: Exclude<Node, { type: 'div' }>): string[] {
  if (node.type === 'line') return [node.text];
  const runs = node.lines.join('\n').match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [`${fence}${node.language}`, ...node.lines, fence];
}

function faultOf({ prompt, choices, explanation }: WantedQuestion): string | null {
  if (prompt === '') return 'it asks nothing';
  if (choices.length < 2 || choices.length > mostChoices) return `it needs 2 to ${mostChoices} choices`;
  if (!choices.some(({ isRight }) => isRight)) return 'no choice is marked as right';
  if (choices.some(({ text }) => text === '')) return 'a choice is empty';
  if (new Set(choices.map(({ text }) => text)).size < choices.length) return 'two choices are the same';
  const isTooLong =
    prompt.length > longest.prompt ||
    (explanation?.length ?? 0) > longest.explanation ||
    choices.some(({ text }) => text.length > longest.choice);
  return isTooLong ? 'it is too long' : null;
}
