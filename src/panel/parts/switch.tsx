import type { JSX } from 'preact';

interface SwitchProps {
  isOn: boolean;
  label: string;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** An on/off switch; the knob's place and the words say the same as its colour. */
export function Switch({ isOn, label, isDisabled = false, onChange }: SwitchProps): JSX.Element {
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      disabled={isDisabled}
      onClick={() => onChange(!isOn)}
    >
      <span class="switch-knob" />
    </button>
  );
}
