type Observer = (operation: string) => void;

// Several bundles load this file; they must mean the same observer.
const held = globalThis as typeof globalThis & { syllabaseOperationObserver?: Observer };

/** Hears what is being done, in the context of whoever does it. */
export function observeOperations(observer: Observer | undefined): void {
  held.syllabaseOperationObserver = observer;
}

/** Says what is being done here, in the words of the audit trail: `enrollment.create`. */
export const nameOperation = (operation: string): void => held.syllabaseOperationObserver?.(operation);
