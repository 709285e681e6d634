import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useCallback } from 'preact/hooks';
import { type StringKey, text } from '../strings/text';
import { PageFrame } from './page-frame';
import { usePolled } from './use-polled';
import type { WelcomeApi, WelcomeChoices } from './welcome-api';
import { WelcomePicture } from './welcome-picture';

const CARDS: { id: 'what' | 'read' | 'not' | 'privacy'; title: StringKey; lines: StringKey[] }[] = [
  { id: 'what', title: 'welcomeWhat', lines: ['welcomeWhat1', 'welcomeWhat2'] },
  { id: 'read', title: 'welcomeRead', lines: ['welcomeRead1', 'welcomeRead2', 'welcomeRead3'] },
  { id: 'not', title: 'welcomeNot', lines: ['welcomeNot1', 'welcomeNot2', 'welcomeNot3'] },
  { id: 'privacy', title: 'welcomePrivacy', lines: ['welcomePrivacy1', 'welcomePrivacy2'] },
];

/** Four cards: what it is, how to read it, what it is not, privacy; skippable at any time. */
export function WelcomePage({ api }: { api: WelcomeApi }): JSX.Element {
  const load = useCallback(() => api.choices(), [api]);
  const choices = usePolled(load, 0);
  const index = useSignal(0);
  const card = CARDS[index.value];
  const finish = async (): Promise<void> => {
    await api.finish(choices.value ?? { alwaysLoadWhatIOpen: false, isBeginner: false });
    api.close();
  };
  const isLast = index.value === CARDS.length - 1;
  return (
    <PageFrame name="welcome">
      <main>
        <p class="spread quiet">
          <span>{text('welcomeStep', index.value + 1, CARDS.length)}</span>
          <button type="button" class="button" onClick={() => void finish()}>
            {text('welcomeSkip')}
          </button>
        </p>
        <WelcomePicture card={card.id} />
        <h1 tabIndex={-1}>{text(card.title)}</h1>
        {card.lines.map((line) => (
          <p key={line}>{text(line)}</p>
        ))}
        {isLast && choices.value && (
          <Choices choices={choices.value} onChange={(next) => (choices.value = next)} />
        )}
        <div class="row">
          <button type="button" class="button" disabled={index.value === 0} onClick={() => index.value--}>
            {text('welcomeBack')}
          </button>
          <button
            type="button"
            class="button primary"
            onClick={() => (isLast ? void finish() : index.value++)}
          >
            {text(isLast ? 'welcomeFinish' : 'welcomeNext')}
          </button>
          <button type="button" class="button" onClick={() => api.openDemo()}>
            {text('actionTryDemo')}
          </button>
        </div>
        <p class="quiet">{text('estimateNotice')}</p>
      </main>
    </PageFrame>
  );
}

interface ChoicesProps {
  choices: WelcomeChoices;
  onChange: (choices: WelcomeChoices) => void;
}

function Choices({ choices, onChange }: ChoicesProps): JSX.Element {
  return (
    <div class="form">
      <label class="check">
        <input
          type="checkbox"
          checked={choices.alwaysLoadWhatIOpen}
          onChange={(event) => onChange({ ...choices, alwaysLoadWhatIOpen: event.currentTarget.checked })}
        />
        {text('optionAlwaysLoad')}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={choices.isBeginner}
          onChange={(event) => onChange({ ...choices, isBeginner: event.currentTarget.checked })}
        />
        {text('optionBeginner')}
      </label>
    </div>
  );
}
