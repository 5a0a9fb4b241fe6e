import type { Checkpoint } from './checkpoint';
import type { CopiedRecord, CopyReader } from './copy-reader';
import { type Altered, type Finding, judgeAltered, judgeMissing, type Missing, monthOf } from './findings';
import { hasValidMac } from './mac';
import type { Macs } from './macs';
import { GrowingTree, isKept, type Subtree } from './merkle';
import type { TrailRecord } from './record';
import { sealedText } from './seal';
import { type StoredRecord, toStored } from './stored';
import type { Stranger, Waiting } from './unsealed';

export type LeafRow = StoredRecord & {
  position: number;
  recordId: string;
  sealedAt: string;
  hash: string;
};
export type Beyond = { size: number; rows: number; before: string[] };
/** A checkpoint; `peaks`: what the sealer goes on from, in hex, with the newest one. */
export type SealedState = {
  size: number;
  checkpoint: Checkpoint | null;
  digest: string;
  peaks: string | null;
};

const namedAtMost = 1_000;

/** One walk along the tree's leaves, each with its row, its place in the copy and the checkpoints it comes by. */
export class TrailWalk {
  /** The next leaf to be looked at. */
  next = 0;
  readonly #sealed: SealedState[] = [];
  readonly #copy: CopyReader | undefined;
  readonly #macs: Macs | undefined;
  readonly #unauthentic = new Set<string>();
  readonly #months: Map<string, { sealed: number; missing: number; exists: boolean }>;
  readonly #tree = new GrowingTree();
  readonly #findings: Finding[] = [];
  readonly #altered: Altered[] = [];
  readonly #missing: Missing[] = [];
  readonly #kept: Subtree[] = [];
  /** Roots that no signature has confirmed yet. */
  #unsigned: Subtree[] = [];
  #confirmed = 0;
  #checked = 0;
  #hasLeft = false;

  constructor(months: string[], copy?: CopyReader, macs?: Macs) {
    this.#copy = copy;
    this.#macs = macs;
    this.#months = new Map(months.map((month) => [month, { sealed: 0, missing: 0, exists: true }]));
  }

  /** How many leaves the checkpoints cover that it has been told of. */
  get size(): number {
    return this.#sealed.at(-1)?.size ?? 0;
  }

  get checkpoints(): number {
    return this.#sealed.length;
  }

  /** The roots of subtrees that are kept for proofs, as the signed leaves give them; none from where those are not known. */
  get kept(): readonly Subtree[] {
    return this.#kept;
  }

  /** How many leaves a signed root has confirmed. */
  get confirmed(): number {
    return this.#confirmed;
  }

  /** Takes the checkpoints that follow those it knows, each held against the one before it. */
  learn(states: readonly SealedState[]): void {
    for (const state of states) {
      const { size, checkpoint } = state;
      const previous = this.#sealed.at(-1)?.digest ?? '';
      if (!checkpoint || checkpoint.size !== size || checkpoint.previous !== previous)
        this.#find('checkpoint-forged', size - 1, null, `the checkpoint at ${size} rows`);
      for (const id of checkpoint?.unauthentic ?? []) this.#unauthentic.add(id);
      this.#sealed.push(state);
    }
  }

  /** Whether the copy goes on where the walk has come to. */
  async isCopyAhead(): Promise<boolean> {
    return ((await this.#copy?.peek()) ?? null) !== null;
  }

  async step(leaf: LeafRow): Promise<void> {
    if (leaf.position < this.next) return this.#judgeSecond(leaf);
    await this.#passOver(leaf.position);
    const copied = (await this.#copy?.next()) ?? null;
    const stored = Buffer.from(leaf.hash, 'hex');
    const truth = copied?.hash ?? stored;
    const isOther = copied !== null && copied.id !== leaf.recordId;
    if (isOther) this.#find('resealed', leaf.position, copied.id, `its place is given to ${leaf.recordId}`);
    else this.#compare(leaf, truth, !truth.equals(stored));
    this.#grow(truth);
  }

  /** A second row for a place that was looked at: only where somebody took the keys of the tables away. */
  #judgeSecond({ id, position, recordId }: LeafRow): void {
    const note = 'its place or its id is there more than once';
    this.#find('replayed', position, id ?? recordId, note);
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
    const event = toStored(leaf);
    const { record, mac } = event;
    if (sealedText(event, (hash) => hash.equals(truth)) === undefined) {
      this.#altered.push({ ...event, position, sealed: truth });
    } else if (wasResealed) {
      this.#find('resealed', position, recordId, 'its stored hash is not the one that was signed');
    } else if (this.#unauthentic.has(recordId)) {
      this.#find('forged', position, recordId, 'it was written past the product, and sealed as that');
    } else if (mac === null) {
      this.#find('forged', position, recordId, 'it has no MAC, which every row of the product has');
    } else if (this.#checksMacs(position) && !this.#hasOwnMac(record, mac)) {
      if (this.#others() > 0)
        this.#find('forged', position, recordId, 'it was sealed as written past the product');
      else this.#find('altered', position, recordId, 'its stored hash was changed with it');
    }
  }

  #checksMacs(position: number): boolean {
    return this.#macs !== undefined && position >= this.#macs.from;
  }

  #hasOwnMac(record: TrailRecord, mac: Buffer | null): boolean {
    return hasValidMac(record, mac, this.#macs?.keys ?? []);
  }

  /** How many forged rows the checkpoint that the walk is in counts beyond those that are named, and the one before it did not. */
  #others(): number {
    const [before = 0, now = 0] = [-1, 0].map((n) => this.#sealed[this.#checked + n]?.checkpoint?.others);
    return Math.max(now - before, 0);
  }

  /** A row that the sealer will come to: where the keys are at hand it is checked at once. */
  judgeWaiting(row: Waiting): void {
    const { record, mac } = toStored(row);
    if (!this.#macs || this.#hasOwnMac(record, mac)) return;
    this.#find(
      'forged',
      null,
      record.id,
      'it waits to be sealed, and was written past the product or changed since',
      record.occurredAt,
    );
  }

  #grow(hash: Buffer): void {
    const completed = this.#tree.append(hash);
    this.#unsigned.push(...completed.filter(isKept));
    this.next += 1;
    const state = this.#sealed[this.#checked];
    if (state?.size !== this.next) return;
    const before = this.#sealed[this.#checked - 1]?.size ?? 0;
    const others = this.#others();
    this.#checked += 1;
    if (others > 0 && !this.#checksMacs(before))
      this.#find(
        'forged',
        this.next - 1,
        null,
        `${others} more rows were sealed as written past the product`,
        null,
        others,
      );
    if (this.#hasLeft || !state.checkpoint) return;
    if (this.#tree.root().equals(state.checkpoint.root)) {
      this.#kept.push(...this.#unsigned);
      this.#unsigned = [];
      this.#confirmed = this.next;
      const peaks = Buffer.concat(this.#tree.peaks).toString('hex');
      if (state.peaks !== null && state.peaks !== peaks)
        this.#find('resealed', before, null, 'what the sealer goes on from is not the tree that was signed');
      return;
    }
    this.#hasLeft = true;
    this.#find(
      'resealed',
      before,
      null,
      `the rows from ${before} to ${this.next - 1} do not give the signed root`,
    );
  }

  /**
   * Everything that was found, by place; what is in no place comes last.
   *
   * @param beyond leaves that no checkpoint covers, how many leaves are covered, and whose places are before the first or none
   * @param others what was found beside the walk
   */
  async finish(strangers: Stranger[], beyond: Beyond, others: readonly Finding[] = []): Promise<Finding[]> {
    const { size } = this;
    for (const recordId of beyond.before)
      this.#find(
        'forged',
        null,
        recordId,
        'it was given a place before the first or none, where nobody looks',
      );
    if (beyond.rows > 0)
      this.#find(
        'resealed',
        beyond.size,
        null,
        'no checkpoint covers the rows from here on',
        null,
        beyond.rows,
      );
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
    const all = [
      ...this.#findings,
      ...judgeAltered(this.#altered),
      ...judgeMissing(missing, this.#months),
      ...others,
    ];
    return all.sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity)).slice(0, namedAtMost);
  }

  #judgeStranger(stranger: Stranger, moved: Set<number>): void {
    const event = toStored(stranger);
    const { record, mac } = event;
    const place = this.#missing.find(({ position }) => position === stranger.position);
    if (place && stranger.sealed && !moved.has(place.position)) {
      const { position } = place;
      const sealed = Buffer.from(stranger.sealed, 'hex');
      moved.add(position);
      if (sealedText(event, (hash) => hash.equals(sealed)) !== undefined)
        this.#find('resealed', position, record.id, 'its place in the tree names another time');
      else this.#altered.push({ ...event, position, sealed });
      return;
    }
    if (!stranger.repeats && this.#hasOwnMac(record, mac)) {
      const why =
        stranger.position === null
          ? 'no sealer will come to it any more'
          : `its id was given to another row, which is sealed at ${stranger.position}`;
      this.#find('passed-over', null, record.id, why, record.occurredAt);
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
