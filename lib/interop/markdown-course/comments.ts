const fence = /^\s*(`{3,}|~{3,})/;

/** Removes HTML comments outside of code fences; one that is never closed reaches to the end. */
export function dropComments(lines: string[]): string[] {
  let open = '';
  let inComment = false;
  return lines.map((line) => {
    if (!inComment) {
      const marker = fence.exec(line)?.[1];
      if (open === '' && marker) {
        open = marker;
        return line;
      }
      if (open !== '') {
        if (marker?.startsWith(open) && line.trim() === marker) open = '';
        return line;
      }
    }
    const result = dropFrom(line, inComment);
    inComment = result.inComment;
    return result.text;
  });
}

function dropFrom(line: string, startsInComment: boolean): { text: string; inComment: boolean } {
  let text = '';
  let position = 0;
  let inComment = startsInComment;
  while (position < line.length) {
    const next = line.indexOf(inComment ? '-->' : '<!--', position);
    if (next < 0) break;
    if (!inComment && insideCode(line, next)) {
      text += line.slice(position, next + 4);
      position = next + 4;
      continue;
    }
    if (!inComment) text += line.slice(position, next);
    position = next + (inComment ? 3 : 4);
    inComment = !inComment;
  }
  return { text: inComment ? text : text + line.slice(position), inComment };
}

/** Between two backticks of its line, where `<!--` is text and opens nothing. */
const insideCode = (line: string, position: number) =>
  line.slice(0, position).split('`').length % 2 === 0 && line.includes('`', position);
