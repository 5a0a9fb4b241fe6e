import { isTest } from './imports.mjs';
import { REGISTRY, roomOf } from './rules.mjs';

/**
 * Circles among the rooms of lib/. Imports of types alone do not count: they are gone when the program
 * runs. Nor do tests and the job registry, which knows everybody by design.
 */
export function findCircles(imports, rooms) {
  const edges = roomEdges(imports, rooms);
  const reach = new Map([...rooms].map((room) => [room, reachable(room, edges)]));
  return edges
    .filter(({ from, to }) => reach.get(to)?.has(from))
    .map(({ from, to, file, line }) => ({
      file,
      line,
      message: `a circle among rooms: ${from} → ${to} → … → ${from}`,
    }));
}

/** One edge for each pair of rooms, with the first import that makes it. */
function roomEdges(imports, rooms) {
  const edges = new Map();
  for (const { file, line, target, erased } of imports) {
    const [from, to] = [roomOf(file, rooms), roomOf(target, rooms)];
    if (erased || !from || !to || from === to || isTest(file) || file === REGISTRY) continue;
    if (!edges.has(`${from} ${to}`)) edges.set(`${from} ${to}`, { from, to, file, line });
  }
  return [...edges.values()];
}

function reachable(start, edges) {
  const seen = new Set([start]);
  const open = [start];
  for (let room = open.pop(); room !== undefined; room = open.pop()) {
    for (const { from, to } of edges) {
      if (from !== room || seen.has(to)) continue;
      seen.add(to);
      open.push(to);
    }
  }
  return seen;
}
