/** Two frames of a usual screen: what was hidden is then off it. */
const OFF_SCREEN_MS = 32;

/** The time between the moment at which the page shows another symbol and the first word about it. */
export interface SymbolChange {
  /** True from the change until `then` of `begin` is called. */
  isUnderWay(): boolean;
  /** Hides at once; all else (the panel, the question for data) waits until the old heat is off the screen. */
  begin(then: () => void): void;
}

interface SymbolChangeOptions {
  /** Whether heat may be on the screen. */
  isShowing(): boolean;
  /** Hides it. */
  onBegin(): void;
}

export function createSymbolChange({ isShowing, onBegin }: SymbolChangeOptions): SymbolChange {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    isUnderWay: () => timer !== undefined,
    begin: (then) => {
      if (timer === undefined && !isShowing()) return then();
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        then();
      }, OFF_SCREEN_MS);
      onBegin();
    },
  };
}
