/** What the welcome page needs of the extension. */
export interface WelcomeApi {
  /** Whether symbols are fetched without asking, and whether beginner mode is on, as stored. */
  choices(): Promise<WelcomeChoices>;
  /** Stores the choices and that the welcome was seen; the page is never opened by itself again. */
  finish(choices: WelcomeChoices): Promise<void>;
  openDemo(): void;
  close(): void;
}

export interface WelcomeChoices {
  alwaysLoadWhatIOpen: boolean;
  isBeginner: boolean;
}
