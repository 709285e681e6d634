export type StoreFaultKind = 'quota' | 'blocked' | 'closed' | 'newer-version' | 'unavailable' | 'unreadable';

/** Trouble with the store that a user may have to know of; carried as state, worded by the panel. */
export class StoreFault extends Error {
  readonly kind: StoreFaultKind;

  constructor(kind: StoreFaultKind, message: string) {
    super(message);
    this.name = 'StoreFault';
    this.kind = kind;
  }
}

const KIND_BY_NAME: Record<string, StoreFaultKind> = {
  QuotaExceededError: 'quota',
  InvalidStateError: 'closed',
  VersionError: 'newer-version',
  DataCloneError: 'unreadable',
  NotReadableError: 'unreadable',
};

/** The fault behind an exception of IndexedDB. */
export function toStoreFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const text = error instanceof Error ? error.message : String(error);
  return new StoreFault(KIND_BY_NAME[name] ?? 'unavailable', `${name || 'error'}: ${text}`);
}
