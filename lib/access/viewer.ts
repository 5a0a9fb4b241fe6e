import type { Origin } from '@/lib/audit/append';

export type Role = 'STUDENT' | 'INSTRUCTOR' | 'ADMIN';

type Person = {
  userId: string;
  role: Role;
  institutionId: string | null;
  displayName: string;
  email: string | null;
};

/** Whoever is signed in, verified against the database in this request. The private member makes it unforgeable. */
class MintedViewer implements Person {
  readonly #minted = true;
  readonly userId: string;
  readonly role: Role;
  readonly institutionId: string | null;
  readonly displayName: string;
  readonly email: string | null;
  readonly origin: Origin | null;

  constructor(person: Person, origin: Origin | null) {
    this.userId = person.userId;
    this.role = person.role;
    this.institutionId = person.institutionId;
    this.displayName = person.displayName;
    this.email = person.email;
    this.origin = origin;
  }

  get isMinted(): boolean {
    return this.#minted;
  }
}

export type Viewer = MintedViewer;

/** Only the session loader of this room (and tests) may call it, after the database confirmed the person. */
export const mintViewer = (person: Person, origin: Origin | null = null): Viewer =>
  new MintedViewer(person, origin);
