import type { ContentBlock } from '@/db/schema/content';
import type { WantedQuestion } from '@/lib/assessment/wanted-question';
import type { Node } from './div-tree';
import { plainText } from './plain-text';
import { type Definitions, type Image, rewriteInline, rewriteProse } from './prose';
import { offersChoices, readQuestion } from './question';
import { splitFences } from './split-fences';

export type BlockContext = {
  definitions: Definitions;
  /** The `data:` URI of a figure, or null when it cannot be shown (and a warning was given). */
  embed(src: string): string | null;
  warn(message: string): void;
  /** Takes a question: its key must not become part of what everybody may read. */
  ask(question: WantedQuestion): void;
};

const heading = /^#{1,6}\s+(.*?)\s*#*\s*(?:\{[^}]*\})?\s*$/;
const exercises = new Set(['challenge', 'exercise']);
const answers = new Set(['solution', 'answer']);

/** Turns what stands in an episode into content blocks, in order. */
export function toBlocks(nodes: Node[], context: BlockContext): ContentBlock[] {
  const blocks: ContentBlock[] = [];
  let lines: string[] = [];
  const flush = () => {
    blocks.push(...proseBlocks(lines.join('\n'), context));
    lines = [];
  };
  for (const node of nodes) {
    if (node.type === 'line') {
      lines.push(node.text);
      continue;
    }
    flush();
    if (node.type === 'code') blocks.push(codeBlock(node.language, node.lines));
    else if (node.name === 'instructor') context.warn('a note for instructors is left out');
    else if (node.name === 'question' && offersChoices(node.children)) ask(node.children, context);
    else blocks.push(divBlock(node.name, node.children, context));
  }
  flush();
  return blocks;
}

function ask(children: Node[], context: BlockContext): void {
  const question = readQuestion(children, context);
  if (question) context.ask(question);
}

function codeBlock(language: string, lines: string[]): ContentBlock {
  const code = lines.join('\n');
  if (language === 'output') return { type: 'code', language: '', code, role: 'output' };
  if (language === 'error') return { type: 'code', language: '', code, role: 'error' };
  return { type: 'code', language, code, role: 'source' };
}

function proseBlocks(text: string, context: BlockContext): ContentBlock[] {
  const blocks: ContentBlock[] = [];
  let markdown = '';
  const flush = () => {
    const body = markdown.replace(/^\s*\n|\s+$/g, '');
    if (body) blocks.push({ type: 'markdown', text: body });
    markdown = '';
  };
  for (const part of splitFences(text)) {
    if (part.fenced) {
      markdown += part.text;
      continue;
    }
    for (const piece of rewriteProse(part.text, context.definitions)) {
      if (piece.type === 'text') {
        markdown += piece.text;
        continue;
      }
      flush();
      blocks.push(figureBlock(piece.image, context));
    }
  }
  flush();
  return blocks;
}

function figureBlock(image: Image, context: BlockContext): ContentBlock {
  const src = context.embed(image.src);
  if (src) return { type: 'figure', ...image, src };
  const text = rewriteInline(image.alt || image.caption || 'A figure that is not available.', new Map());
  return { type: 'callout', kind: 'figure', title: 'Figure', blocks: [{ type: 'markdown', text }] };
}

function divBlock(name: string, children: Node[], context: BlockContext): ContentBlock {
  const { title, body } = takeTitle(children, context.definitions);
  if (!exercises.has(name)) {
    return {
      type: 'callout',
      kind: name,
      title: title ?? capitalised(name),
      blocks: toBlocks(body, context),
    };
  }
  const isHelp = (node: Node) => node.type === 'div' && (answers.has(node.name) || node.name === 'hint');
  const solutions = body.flatMap((node) => (node.type === 'div' && isHelp(node) ? [node] : []));
  return {
    type: 'exercise',
    title: title ?? capitalised(name),
    blocks: toBlocks(
      body.filter((node) => !isHelp(node)),
      context,
    ),
    solutions: solutions.map((node) => solutionBlocks(node.name, node.children, context)),
  };
}

/** A hint, or a solution with a heading of its own, keeps its title; a plain solution needs none. */
function solutionBlocks(name: string, children: Node[], context: BlockContext): ContentBlock[] {
  const { title, body } = takeTitle(children, context.definitions);
  const blocks = toBlocks(body, context);
  if (name !== 'hint' && (title === null || /^(solution|answer)$/i.test(title))) return blocks;
  return [{ type: 'callout', kind: name, title: title ?? capitalised(name), blocks }];
}

/** The heading that a div opens with, and the rest. */
function takeTitle(children: Node[], definitions: Definitions): { title: string | null; body: Node[] } {
  const first = children.findIndex((node) => node.type !== 'line' || node.text.trim() !== '');
  const node = children[first];
  const title = node?.type === 'line' ? heading.exec(node.text)?.[1] : undefined;
  if (!title) return { title: null, body: children };
  return {
    title: plainText(rewriteInline(title, definitions)).slice(0, 255),
    body: children.slice(first + 1),
  };
}

const capitalised = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
