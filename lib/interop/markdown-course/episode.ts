import type { WantedQuestion } from '@/lib/assessment/wanted-question';
import { type BlockContext, toBlocks } from './blocks';
import { dropComments } from './comments';
import { parseHeader } from './config';
import type { ParsedLesson, ParsedSection } from './course';
import { takeDefinitions } from './definitions';
import { type Node, readTree } from './div-tree';
import { shareMinutes } from './minutes';
import { plainText, searchText } from './plain-text';
import { type Definitions, rewriteInline } from './prose';

type Outline = { title: string; nodes: Node[] };

const sectionHeading = /^##\s+(.*?)\s*#*\s*(?:\{[^}]*\})?\s*$/;
const listItem = /^\s*[-*+]\s+(.*)$/;

/**
 * Parses one episode: header, lists of objectives, questions and key points, and sections, one for each
 * `## ` heading outside of divs; what stands before the first becomes "Introduction". Minutes are shared out
 * by length. Throws an `ImportFailure` when there is no readable header.
 */
export function parseEpisode(
  file: string,
  text: string,
  context: Omit<BlockContext, 'definitions' | 'ask'>,
): ParsedLesson {
  const { yaml, body } = splitHeader(text);
  const header = parseHeader(yaml, file);
  const { definitions, lines } = takeDefinitions(dropComments(body));
  const nodes = readTree(lines, context.warn);
  const isList = (name: string) => (node: Node) => node.type === 'div' && node.name === name;
  const list = (name: string) => readList(nodes.filter(isList(name)), definitions);
  const rest = nodes.filter(
    (node) => !['objectives', 'questions', 'keypoints'].some((name) => isList(name)(node)),
  );
  const sections = outline(rest, definitions).map(({ title, nodes: inside }) => {
    const questions: WantedQuestion[] = [];
    const ask = (question: WantedQuestion) => questions.push(question);
    const blocks = toBlocks(inside, { ...context, definitions, ask });
    return { title, blocks, text: searchText(blocks), questions };
  });
  return {
    ...header,
    objectives: list('objectives'),
    questions: list('questions'),
    keyPoints: list('keypoints'),
    sections: withIdentity(file, sections, header.teaching + header.exercises),
  };
}

function splitHeader(text: string): { yaml: string; body: string[] } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const end = lines[0]?.trim() === '---' ? lines.indexOf('---', 1) : -1;
  if (end < 0) return { yaml: '', body: lines };
  return { yaml: lines.slice(1, end).join('\n'), body: lines.slice(end + 1) };
}

function outline(nodes: Node[], definitions: Definitions): Outline[] {
  const sections: Outline[] = [{ title: 'Introduction', nodes: [] }];
  for (const node of nodes) {
    const title = node.type === 'line' ? sectionHeading.exec(node.text)?.[1] : undefined;
    if (title)
      sections.push({ title: plainText(rewriteInline(title, definitions)).slice(0, 255), nodes: [] });
    else sections.at(-1)?.nodes.push(node);
  }
  const isBlank = (node: Node) => node.type === 'line' && node.text.trim() === '';
  return sections.filter((section, index) => index > 0 || !section.nodes.every(isBlank));
}

/** The items of bullet lists; a line that starts none continues the item before it. */
function readList(divs: Node[], definitions: Definitions): string[] {
  const items: string[] = [];
  for (const child of divs.flatMap((div) => (div.type === 'div' ? div.children : []))) {
    if (child.type !== 'line' || child.text.trim() === '') continue;
    const item = listItem.exec(child.text)?.[1];
    if (item !== undefined || items.length === 0) items.push(item ?? child.text.trim());
    else items.push(`${items.pop() ?? ''} ${child.text.trim()}`);
  }
  return items.map((item) => rewriteInline(item, definitions).trim()).filter((item) => item !== '');
}

function withIdentity(
  file: string,
  sections: Omit<ParsedSection, 'sourcedId' | 'minutes'>[],
  total: number,
): ParsedSection[] {
  const minutes = shareMinutes(
    total,
    sections.map((section) => section.text.length),
  );
  const used = new Map<string, number>();
  return sections.map((section, index) => {
    const slug = slugOf(section.title);
    const count = (used.get(slug) ?? 0) + 1;
    used.set(slug, count);
    const sourcedId = `${file}#${slug}${count > 1 ? `~${count}` : ''}`;
    return { ...section, sourcedId, minutes: minutes?.[index] ?? null };
  });
}

const slugOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
