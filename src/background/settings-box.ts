import { DEFAULT_SETTINGS, type Settings } from '../core/settings/settings';
import { loadSettings, saveSettings, watchSettings } from '../store/settings-store';

/** The settings in memory, the stored ones as soon as they are read. */
export class SettingsBox {
  #current: Settings = DEFAULT_SETTINGS;
  #listeners: ((settings: Settings, before: Settings) => void)[] = [];
  readonly ready: Promise<void>;

  constructor() {
    this.ready = loadSettings().then((settings) => this.#take(settings));
    watchSettings((settings) => this.#take(settings), new AbortController().signal);
  }

  get current(): Settings {
    return this.#current;
  }

  onChange(listener: (settings: Settings, before: Settings) => void): void {
    this.#listeners.push(listener);
  }

  /** Stored first; everybody hears of it through the store's own change event, this context at once. */
  async change(edit: (settings: Settings) => Settings): Promise<void> {
    await this.ready;
    const next = edit(this.#current);
    this.#take(next);
    await saveSettings(next);
  }

  /** Back to the defaults, with nothing stored: `erase` empties the store once nobody writes to it any more. */
  async forget(erase: () => Promise<void>): Promise<void> {
    await this.ready;
    this.#take(DEFAULT_SETTINGS);
    await erase();
  }

  #take(settings: Settings): void {
    const before = this.#current;
    if (JSON.stringify(before) === JSON.stringify(settings)) return;
    this.#current = settings;
    for (const listener of this.#listeners) listener(settings, before);
  }
}
