import { findCircles } from './circles.mjs';
import { importsOf, isCode } from './imports.mjs';
import { barrel, misnamed, strangeFolders } from './names.mjs';
import { viewsThatRead } from './readers.mjs';
import { complaintsAbout } from './rules.mjs';

/**
 * Holds the sources against the rules of the house.
 * @param {{ folders: string[], sources: Map<string, string> }} project paths from the root, with `/`
 * @returns {{ file: string, line: number, message: string }[]}
 */
export function checkStructure({ folders, sources }) {
  const rooms = roomsIn(sources);
  const imports = [...sources].flatMap(([file, source]) =>
    isCode(file) ? importsOf(file, source).map((found) => ({ file, ...found })) : [],
  );
  const misdirected = imports.flatMap(({ file, line, target }) =>
    complaintsAbout(file, target, rooms).map((why) => ({ file, line, message: `${why} (${target})` })),
  );
  const named = [...sources].flatMap(([file, source]) => [...misnamed(file), ...barrel(file, source)]);
  return [
    ...strangeFolders(folders),
    ...misdirected,
    ...findCircles(imports, rooms),
    ...viewsThatRead(imports, sources),
    ...named,
  ].sort(byPlace);
}

function roomsIn(sources) {
  const paths = [...sources.keys()].map((path) => path.split('/'));
  return new Set(paths.filter(([area, , file]) => area === 'lib' && file).map(([, room]) => room));
}

function byPlace(one, other) {
  return one.file.localeCompare(other.file) || one.line - other.line;
}
