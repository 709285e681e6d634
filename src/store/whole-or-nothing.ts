interface OpenTransaction {
  abort(): void;
  done: Promise<unknown>;
}

/** Runs the work of a transaction until it is stored; when it fails nothing of it stays, and its cause is thrown. */
export async function wholeOrNothing(transaction: OpenTransaction, work: () => Promise<void>): Promise<void> {
  await Promise.all([work().catch((error) => abort(transaction, error)), transaction.done]);
}

function abort(transaction: OpenTransaction, error: unknown): never {
  try {
    transaction.abort();
  } catch {
    // Already ended by the failure itself.
  }
  throw error;
}
