import { createClient, RESP_TYPES } from '@redis/client';

/** A command that takes longer than this has failed, milliseconds. */
const commandLimit = 100;
/** After a failure nothing is asked for this long, milliseconds. */
const restAfterFailure = 1_000;

export type RedisValue = string | Buffer | number | null | RedisValue[];

class RedisAway extends Error {}

/** A Redis that may be down or slow: each command answers within a tenth of a second, or fails. */
export class RedisConnection {
  readonly #commands;
  readonly #subscriber;
  readonly #onChange: (standing: boolean) => void;
  #hears = false;
  #restUntil = 0;

  /** @param onChange hears of every connection made or lost, and is told whether both stand */
  constructor(url: string, onChange: (standing: boolean) => void) {
    this.#onChange = onChange;
    const options = {
      url,
      disableOfflineQueue: true,
      pingInterval: 5_000,
      socket: {
        connectTimeout: 1_000,
        reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, 1_000),
      },
    };
    this.#commands = createClient(options);
    this.#subscriber = createClient(options);
    for (const client of [this.#commands, this.#subscriber]) {
      // Its messages may hold the address with a password; the state says enough.
      client.on('error', () => onChange(false));
      client.on('ready', () => onChange(this.isReady));
      client.on('end', () => onChange(false));
    }
  }

  get isReady(): boolean {
    return this.#hears && this.#commands.isReady && this.#subscriber.isReady;
  }

  /** Keeps trying in the background; never fails. */
  connect(channel: string, hear: (message: string) => void): void {
    const ignore = () => undefined;
    this.#commands.connect().catch(ignore);
    this.#subscriber.connect().catch(ignore);
    this.#subscriber.once('ready', () => void this.#subscribe(channel, hear).catch(ignore));
  }

  /** Once; after a lost connection the client subscribes again by itself. */
  async #subscribe(channel: string, hear: (message: string) => void): Promise<void> {
    await this.#subscriber.subscribe(channel, hear);
    this.#hears = true;
    this.#onChange(this.isReady);
  }

  /** Numbers and texts come back as such, stored answers as bytes. Fails within the limit. */
  async eval(script: string, keys: string[], args: (string | Buffer)[], urgent = false): Promise<RedisValue> {
    return this.#run(
      () => this.#commands.sendCommand(['EVAL', script, String(keys.length), ...keys, ...args]),
      urgent,
    );
  }

  async getBytes(key: string): Promise<RedisValue> {
    const binary = this.#commands.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
    return this.#run(() => binary.get(key), false);
  }

  async #run(command: () => Promise<unknown>, urgent: boolean): Promise<RedisValue> {
    if (!this.#commands.isReady || (!urgent && Date.now() < this.#restUntil)) throw new RedisAway();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new RedisAway()), commandLimit);
    });
    try {
      const answer = await Promise.race([command(), limit]);
      this.#restUntil = 0;
      return answer as RedisValue;
    } catch (error) {
      this.#restUntil = Date.now() + restAfterFailure;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    for (const client of [this.#commands, this.#subscriber]) if (client.isOpen) client.destroy();
  }
}
