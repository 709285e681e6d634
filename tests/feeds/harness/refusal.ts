import { FieldRefusal } from '../../../src/feeds/border/refusal';

/** The words with which a reader refuses. */
export function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof FieldRefusal) return `${error.field} ${error.reason}`;
    throw error;
  }
  return 'was not refused';
}
