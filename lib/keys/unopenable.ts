/**
 * A sealed value that does not open. Why (wrong key, moved, changed, cut off, key destroyed) is told to nobody: the
 * difference is what an attacker learns from.
 */
export class Unopenable extends Error {
  constructor() {
    super('A sealed value does not open.');
  }
}
