import { useEffect, useRef, useState } from 'preact/hooks';

/** So long a rule stays after it was deleted in a page, which may have led the click. */
const UNDO_MS = 10_000;

/** Whether something is about to be removed, and how to begin with that or take it back. It stays if nobody sees it through. */
export function useLeaving(remove: () => void): [boolean, (isLeaving: boolean) => void] {
  const [isLeaving, setLeaving] = useState(false);
  const newest = useRef(remove);
  newest.current = remove;
  useEffect(() => {
    if (!isLeaving) return;
    const timer = setTimeout(() => {
      setLeaving(false);
      newest.current();
    }, UNDO_MS);
    return () => clearTimeout(timer);
  }, [isLeaving]);
  return [isLeaving, setLeaving];
}
