import type { ContentBlock } from '@/db/schema/content';

/** Inline Markdown without its marks, for search and for lists of plain words. */
export const plainText = (markdown: string): string =>
  markdown
    .replace(/^\s*(?:`{3,}|~{3,}).*$/gm, '')
    .replace(/\[([^\]]*)\]\(<[^>]*>\)/g, '$1')
    .replace(/^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+)/gm, '')
    .replace(/\*\*|(?<!\w)[*_]|[*_](?!\w)|`/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{2,}/g, '\n')
    .trim();

/** What search may find in a section: everything that is shown before a solution is opened. */
export function searchText(blocks: ContentBlock[]): string {
  return blocks
    .map((block) => {
      if (block.type === 'markdown') return plainText(block.text);
      if (block.type === 'code') return block.code;
      if (block.type === 'figure') return block.caption ?? block.alt;
      return `${block.title}\n${searchText(block.blocks)}`;
    })
    .filter((text) => text !== '')
    .join('\n');
}
