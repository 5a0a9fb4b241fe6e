import { fenceEnd } from './div-tree';

type Part = { fenced: boolean; text: string };

const fenceStart = /^\s*(`{3,}|~{3,})[^`]*$/;

/** Splits text into prose and the (indented) code fences in it, so that prose rules do not touch code. */
export function splitFences(text: string): Part[] {
  const lines = text.split('\n');
  const parts: Part[] = [];
  let prose: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const fence = fenceStart.exec(lines[index] ?? '')?.[1];
    if (!fence) {
      prose.push(lines[index] ?? '');
      continue;
    }
    const end = fenceEnd(lines, index + 1, fence);
    if (prose.length > 0) parts.push({ fenced: false, text: `${prose.join('\n')}\n` });
    parts.push({ fenced: true, text: `${lines.slice(index, end + 1).join('\n')}\n` });
    prose = [];
    index = end;
  }
  if (prose.length > 0) parts.push({ fenced: false, text: prose.join('\n') });
  return parts;
}
