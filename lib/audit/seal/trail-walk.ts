import type { Checkpoint } from './checkpoint';
import type { CopiedRecord, CopyReader } from './copy-reader';
import { type Altered, type Finding, judgeAltered, judgeMissing, type Missing, monthOf } from './findings';
import { hasValidMac } from './mac';
import { GrowingTree, leafHash } from './merkle';
import { leafText } from './seal';
import { type StoredRecord, toStored } from './stored';

export type LeafRow = StoredRecord & {
  position: number;
  recordId: string;
  sealedAt: string;
  hash: string;
};
/** A row that stands in no place of the tree; `sealed` where its id does, at another time. */
export type Stranger = StoredRecord & { position: number | null; sealed: string | null; repeats: boolean };
/** Keys that rows from a place on must have their MACs by. */
export type Macs = { keys: readonly Buffer[]; from: number };
export type SealedState = { size: number; checkpoint: Checkpoint | null; digest: string };

const namedAtMost = 1_000;

/** One walk along the tree's leaves, each with its row, its place in the copy and the checkpoints it comes by. */
export class TrailWalk {
  /** The next leaf to be looked at. */
  next = 0;
  readonly #sealed: readonly SealedState[];
  readonly #copy: CopyReader | undefined;
  readonly #macs: Macs | undefined;
  readonly #unauthentic: ReadonlySet<string>;
  readonly #months: Map<string, { sealed: number; missing: number; exists: boolean }>;
  readonly #tree = new GrowingTree();
  readonly #findings: Finding[] = [];
  readonly #altered: Altered[] = [];
  readonly #missing: Missing[] = [];
  #checked = 0;
  #hasLeft = false;

  constructor(sealed: SealedState[], months: string[], copy?: CopyReader, macs?: Macs) {
    this.#sealed = sealed;
    this.#copy = copy;
    this.#macs = macs;
    this.#unauthentic = new Set(sealed.flatMap(({ checkpoint }) => checkpoint?.unauthentic ?? []));
    this.#months = new Map(months.map((month) => [month, { sealed: 0, missing: 0, exists: true }]));
    this.#checkChain();
  }

  async step(leaf: LeafRow): Promise<void> {
    await this.#passOver(leaf.position);
    const copied = (await this.#copy?.next()) ?? null;
    const stored = Buffer.from(leaf.hash, 'hex');
    const truth = copied?.hash ?? stored;
    const isOther = copied !== null && copied.id !== leaf.recordId;
    if (isOther) this.#find('resealed', leaf.position, copied.id, `its place is given to ${leaf.recordId}`);
    else this.#compare(leaf, truth, !truth.equals(stored));
    this.#grow(truth);
  }

  /** Places that are no longer stored: with a copy the tree is known all the same. */
  async #passOver(position: number): Promise<void> {
    while (this.next < position) {
      const copied = (await this.#copy?.next()) ?? null;
      if (!copied) {
        this.#find('resealed', this.next, null, `places ${this.next} to ${position - 1} are not stored`);
        this.#hasLeft = true;
        this.next = position;
        return;
      }
      this.#find('deleted', this.next, copied.id, 'its place is not stored either');
      this.#grow(copied.hash);
    }
  }

  #compare(leaf: LeafRow, truth: Buffer, wasResealed: boolean): void {
    const { position, recordId } = leaf;
    const month = this.#monthOf(leaf.sealedAt);
    month.sealed += 1;
    if (leaf.id === null) {
      month.missing += 1;
      this.#missing.push({ position, recordId, occurredAt: leaf.sealedAt });
      return;
    }
    const { record, mac } = toStored(leaf);
    if (!leafHash(leafText(record, mac)).equals(truth)) {
      this.#altered.push({ position, record, mac, sealed: truth });
    } else if (wasResealed) {
      this.#find('resealed', position, recordId, 'its stored hash is not the one that was signed');
    } else if (this.#unauthentic.has(recordId)) {
      this.#find('forged', position, recordId, 'it was written past the product, and sealed as that');
    } else if (
      this.#macs &&
      position >= this.#macs.from &&
      mac &&
      !hasValidMac(record, mac, this.#macs.keys)
    ) {
      this.#find('altered', position, recordId, 'its stored hash was changed with it');
    }
  }

  #grow(hash: Buffer): void {
    this.#tree.append(hash);
    this.next += 1;
    const state = this.#sealed[this.#checked];
    if (state?.size !== this.next) return;
    this.#checked += 1;
    const before = this.#sealed[this.#checked - 2]?.size ?? 0;
    if (this.#hasLeft || !state.checkpoint || this.#tree.root().equals(state.checkpoint.root)) return;
    this.#hasLeft = true;
    this.#find(
      'resealed',
      before,
      null,
      `the rows from ${before} to ${this.next - 1} do not give the signed root`,
    );
  }

  /** Everything that was found, by place; what is in no place comes last. */
  async finish(strangers: Stranger[]): Promise<Finding[]> {
    const size = this.#sealed.at(-1)?.size ?? 0;
    if (this.next > size) this.#find('resealed', size, null, `no checkpoint covers the rows from ${size} on`);
    if (this.next < size)
      this.#find(
        'resealed',
        this.next,
        null,
        `the newest checkpoint covers ${size} rows, ${this.next} are stored`,
      );
    await this.#finishCopy();
    const moved = new Set<number>();
    for (const stranger of strangers) this.#judgeStranger(stranger, moved);
    const missing = this.#missing.filter(({ position }) => !moved.has(position));
    const all = [...this.#findings, ...judgeAltered(this.#altered), ...judgeMissing(missing, this.#months)];
    return all.sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity)).slice(0, namedAtMost);
  }

  #judgeStranger(stranger: Stranger, moved: Set<number>): void {
    const { record, mac } = toStored(stranger);
    const place = this.#missing.find(({ position }) => position === stranger.position);
    if (place && stranger.sealed && !moved.has(place.position)) {
      moved.add(place.position);
      this.#altered.push({
        position: place.position,
        record,
        mac,
        sealed: Buffer.from(stranger.sealed, 'hex'),
      });
      return;
    }
    const isReplay = stranger.repeats || stranger.position !== null;
    const note = isReplay
      ? 'it was added later, with the words of a sealed one'
      : 'it was added to what had been sealed';
    this.#find(isReplay ? 'replayed' : 'forged', null, record.id, note, record.occurredAt);
  }

  async #finishCopy(): Promise<void> {
    if (!this.#copy) return;
    const first = await this.#copy.next();
    let beyond = first ? 1 : 0;
    for (let more: CopiedRecord | null = first; more; beyond += 1) more = await this.#copy.next();
    if (first) {
      const until = this.#copy.states.at(-1)?.sealedAt;
      this.#find(
        'set-back',
        first.position,
        first.id,
        `${beyond - 1} rows up to ${until} are in the copy only`,
        null,
        beyond - 1,
      );
    }
    const known = new Map(this.#sealed.map(({ size, digest }) => [size, digest]));
    const fork = this.#copy.states.find(
      ({ size, digest }) => size <= this.next && known.get(size) !== digest,
    );
    if (fork && !first)
      this.#find(
        'set-back',
        fork.size - 1,
        fork.firstId,
        `the checkpoint of ${fork.sealedAt} is in the copy only`,
      );
    if (this.#copy.fault) this.#find('checkpoint-forged', this.#copy.covered, null, this.#copy.fault);
  }

  #checkChain(): void {
    let previous = '';
    for (const { size, checkpoint, digest } of this.#sealed) {
      if (!checkpoint || checkpoint.size !== size || checkpoint.previous !== previous)
        this.#find('checkpoint-forged', size - 1, null, `the checkpoint at ${size} rows`);
      previous = digest;
    }
  }

  #monthOf(at: string) {
    const name = monthOf(at);
    const month = this.#months.get(name) ?? { sealed: 0, missing: 0, exists: false };
    this.#months.set(name, month);
    return month;
  }

  #find(
    kind: Finding['kind'],
    position: number | null,
    recordId: string | null,
    note: string,
    at: string | null = null,
    rows = 1,
  ): void {
    this.#findings.push({ kind, position, recordId, at, rows, note });
  }
}
