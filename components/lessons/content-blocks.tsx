import type { ContentBlock } from '@/lib/lessons/schema';
import { Callout } from './callout';
import { CodeBlock } from './code-block';
import { Exercise } from './exercise';
import { Figure } from './figure';
import { Markdown } from './markdown';

/** What a section is made of, in order. */
export function ContentBlocks({ blocks }: { blocks: readonly ContentBlock[] }) {
  return numbered(blocks).map(({ key, item }) => <Block key={key} block={item} />);
}

function Block({ block }: { block: ContentBlock }) {
  switch (block.type) {
    case 'markdown':
      return <Markdown text={block.text} />;
    case 'code':
      return <CodeBlock language={block.language} code={block.code} role={block.role ?? 'source'} />;
    case 'figure':
      return <Figure src={block.src} alt={block.alt} caption={block.caption} />;
    case 'callout':
      return (
        <Callout kind={block.kind} title={block.title}>
          <ContentBlocks blocks={block.blocks} />
        </Callout>
      );
    case 'exercise':
      return (
        <Exercise title={block.title} solutions={block.solutions.map(toSolution)}>
          <ContentBlocks blocks={block.blocks} />
        </Exercise>
      );
  }
}

/** A solution that is one titled box (a hint, say) lends its title to the button that opens it. */
function toSolution(blocks: readonly ContentBlock[]) {
  const [only, another] = blocks;
  const box = only?.type === 'callout' && another === undefined ? only : null;
  return { title: box?.title ?? null, body: <ContentBlocks blocks={box?.blocks ?? blocks} /> };
}

/** Blocks have no ids and never move: their place is their key. */
const numbered = <T,>(items: readonly T[]) => items.map((item, index) => ({ key: `block-${index}`, item }));
