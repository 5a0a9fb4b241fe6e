import { isTest } from './imports.mjs';

/** Rooms that every product room may use and that therefore know none of them. */
export const FOUNDATIONS = ['access', 'audit', 'cache', 'jobs', 'object-storage'];
/** The one file that wires domains to jobs. */
export const REGISTRY = 'lib/jobs/registry.ts';

const MAY_IMPORT_DB = ['lib', 'db', 'scripts', 'bench', 'e2e'];
const PRODUCT = ['app', 'components', 'lib', 'db'];
const OUTSIDE_THE_PRODUCT = ['scripts', 'bench', 'e2e'];

/** Each rule looks at one import, `{ file, target }`, and answers with a complaint or nothing. */
const rules = [
  ({ from, to }) => to === 'app' && from !== 'app' && 'nothing imports app',
  ({ file, from, to }) =>
    to === 'db' &&
    !MAY_IMPORT_DB.includes(from) &&
    !isTest(file) &&
    `${from} never imports db; ask a room of lib`,
  ({ from, to, target }) => from === 'db' && to !== 'db' && target !== 'lib/env' && 'db imports only lib/env',
  ({ from, to }) => from === 'lib' && to === 'components' && 'lib never imports components',
  ({ from, to }) =>
    PRODUCT.includes(from) && OUTSIDE_THE_PRODUCT.includes(to) && `${from} never imports ${to}`,
  ({ file, to, target, rooms }) =>
    file.startsWith('components/ui/') &&
    (roomOf(target, rooms) || (to === 'components' && !target.startsWith('components/ui/'))) &&
    'components/ui knows no domain',
  ({ file, from, target }) =>
    from === 'components' &&
    !isTest(file) &&
    /^lib\/.+\/(queries|mutations)$/.test(target) &&
    'views take data and actions; they import no queries or mutations',
  ({ file, target, rooms }) => foundationComplaint(file, target, rooms),
  ({ file, from, target, rooms }) =>
    from === 'lib' && !roomOf(file, rooms) && roomOf(target, rooms) && 'a leaf file of lib knows no room',
];

/** What is wrong with one import, as a list of messages. */
export function complaintsAbout(file, target, rooms) {
  const facts = { file, target, rooms, from: folderOf(file), to: folderOf(target) };
  return rules.map((rule) => rule(facts)).filter(Boolean);
}

/** The room of lib/ that a path belongs to, or null. */
export function roomOf(path, rooms) {
  const [area, room] = path.split('/');
  return area === 'lib' && rooms.has(room) ? room : null;
}

function foundationComplaint(file, target, rooms) {
  const [own, other] = [roomOf(file, rooms), roomOf(target, rooms)];
  if (!FOUNDATIONS.includes(own) || !other || FOUNDATIONS.includes(other)) return false;
  if (file === REGISTRY || isTest(file)) return false;
  return `${own} knows no product room, but imports ${other}`;
}

function folderOf(path) {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}
