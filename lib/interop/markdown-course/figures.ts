import { extname, posix } from 'node:path';
import type { Folder } from './folder';

const largestFigure = 300_000;
const mediaTypes = new Map([
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
]);

/**
 * Makes a figure part of the course as a `data:` URI (an SVG in an <img> runs nothing). Null, with a warning,
 * for what is too large, missing, elsewhere on the web, outside of the folder, or not an image.
 */
export function figureEmbedder(folder: Folder, episodeFolder: string, warn: (message: string) => void) {
  return (src: string): string | null => {
    const refuse = (problem: string) => {
      warn(`figure ${src.slice(0, 120)} ${problem}; its description stands in for it`);
      return null;
    };
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(src)) return refuse('is on another site');
    const mediaType = mediaTypes.get(extname(src).toLowerCase());
    if (!mediaType) return refuse('is not a png, svg, jpg, gif or webp');
    const file = folder.read(posix.join(episodeFolder, src), largestFigure);
    if ('problem' in file) return refuse(file.problem);
    return `data:${mediaType};base64,${file.bytes.toString('base64')}`;
  };
}
