import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routeOf } from './routes';
import { serverActions } from './server-actions';
import { pages, reads, triedElsewhere, writes } from './surface';

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? sourcesIn(path) : [path];
  });
const text = (path: string): string => readFileSync(path, 'utf8');
const inApp = sourcesIn('app');

/** The methods that a route handler exports, by whatever spelling. */
function methodsOf(source: string): string[] {
  const declared = [...source.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)];
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = '']) => [
    ...names.matchAll(/\b([A-Z]{3,})\b/g),
  ]);
  return [...declared, ...listed].map(([, method = '']) => method);
}

describe('what the hostile suite tries', () => {
  it('is every page', () => {
    const found = inApp.filter((path) => path.endsWith('/page.tsx')).map(routeOf);
    expect(found.length).toBeGreaterThan(40);
    expect(Object.keys(pages).sort()).toEqual(found.sort());
  });

  it('is every method of every route handler', () => {
    const found = inApp
      .filter((path) => path.endsWith('/route.ts'))
      .flatMap((path) => methodsOf(text(path)).map((method) => `${method} ${routeOf(path)}`));
    expect(found.length).toBeGreaterThan(40);
    const tried = Object.keys(reads).map((route) => `GET ${route}`);
    expect([...tried, ...Object.keys(writes), ...Object.keys(triedElsewhere)].sort()).toEqual(found.sort());
  });

  it('is every server action, and there are none but in files of them', () => {
    const directive = /^\s*['"]use server['"]/m;
    const files = ['app', 'components', 'lib']
      .flatMap(sourcesIn)
      .filter((path) => /\.tsx?$/.test(path) && directive.test(text(path)));
    expect(files.filter((path) => !/^['"]use server['"]/.test(text(path)))).toEqual([]);
    const found = files.flatMap((path) =>
      [...text(path).matchAll(/^export (?:async function|const) (\w+)/gm)].map(
        ([, name]) => `${path}#${name}`,
      ),
    );
    expect(found.length).toBeGreaterThan(40);
    const tried = Object.entries(serverActions).flatMap(([path, named]) =>
      Object.keys(named).map((name) => `${path}#${name}`),
    );
    expect(tried.sort()).toEqual(found.sort());
  });

  it('is in specs that are there', () => {
    const named = [
      ...Object.values(triedElsewhere),
      ...Object.values(serverActions)
        .flatMap((actions) => Object.values(actions))
        .flatMap(({ open }) => open?.match(/[\w-]+\.spec\.ts/) ?? []),
    ];
    expect(named.filter((name) => !existsSync(`e2e/hostile/${name}`))).toEqual([]);
  });

  it('asks for a session wherever it is not said why none is needed', () => {
    const open = Object.values(serverActions)
      .flatMap((actions) => Object.entries(actions))
      .filter(([, { open: why }]) => why !== undefined)
      .map(([name]) => name);
    expect(open.sort()).toEqual(['signInWithInstitution', 'signInWithPassword', 'unsubscribeAction']);
  });
});
