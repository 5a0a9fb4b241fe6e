import { claimLease, type Lease, releaseLease } from './lease';
import { newId } from './new-id';

/** Makes sure that at most one tab of a browser is the one; asked for anew every second while it is wanted. */
export type SoleTab = {
  claim(): void;
  release(): void;
};

/**
 * @param name what the tabs compete for
 * @param onChange told whether this tab is the one; `false` always before another tab hears `true`
 */
export function createSoleTab(name: string, onChange: (alone: boolean) => void): SoleTab {
  return navigator.locks ? byLock(navigator.locks, name, onChange) : byLease(name, onChange);
}

function byLock(locks: LockManager, name: string, onChange: (alone: boolean) => void): SoleTab {
  let abandon: (() => void) | null = null;
  return {
    claim() {
      if (abandon) return;
      const waiting = new AbortController();
      abandon = () => waiting.abort();
      const hold = () => {
        // Chromium grants a lock whose wait was abandoned an instant before.
        if (waiting.signal.aborted) return Promise.resolve();
        return new Promise<void>((letGo) => {
          abandon = () => {
            onChange(false);
            letGo();
          };
          onChange(true);
        });
      };
      // An abandoned wait ends with an AbortError, as asked for.
      locks.request(name, { signal: waiting.signal }, hold).catch(() => undefined);
    },
    release() {
      abandon?.();
      abandon = null;
    },
  };
}

/** For pages without a secure origin, where browsers offer no locks. */
function byLease(name: string, onChange: (alone: boolean) => void): SoleTab {
  const tab = newId();
  let alone = false;
  const settle = (lease: Lease | null) => {
    const mine = lease?.holder === tab && write(name, lease);
    if (mine !== alone) onChange(mine);
    alone = mine;
  };
  return {
    claim: () => settle(claimLease(read(name), tab, Date.now())),
    release() {
      if (!alone) return;
      settle(null);
      if (releaseLease(read(name), tab) === null) localStorage.removeItem(name);
    },
  };
}

function read(name: string): Lease | null {
  try {
    const [holder, until] = (localStorage.getItem(name) ?? '').split(' ');
    return holder && until ? { holder, until: Number(until) } : null;
  } catch {
    return null;
  }
}

function write(name: string, { holder, until }: Lease): boolean {
  try {
    localStorage.setItem(name, `${holder} ${until}`);
    return true;
  } catch {
    return false;
  }
}
