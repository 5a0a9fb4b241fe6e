import { existsSync, readFileSync } from 'node:fs';

export type Vector = {
  tcId: number;
  comment: string;
  key: string;
  iv: string;
  aad: string;
  msg: string;
  ct: string;
  tag: string;
  result: 'valid' | 'invalid';
};

type Group = { keySize: number; ivSize?: number; tagSize: number; tests: Vector[] };

const path = (name: string) => `../shared/data/crypto-vectors/${name}.json`;

/** Project Wycheproof's vectors lie beside a checkout that is worked on, not in it. */
export const hasVectors = (name: string): boolean => existsSync(path(name));

/** Vectors of the groups with these sizes, in bits. */
export function readVectors(name: string, sizes: Partial<Group>): Vector[] {
  const { testGroups }: { testGroups: Group[] } = JSON.parse(readFileSync(path(name), 'utf8'));
  const fits = (group: Group) =>
    Object.entries(sizes).every(([size, bits]) => Reflect.get(group, size) === bits);
  return testGroups.filter(fits).flatMap(({ tests }) => tests);
}
