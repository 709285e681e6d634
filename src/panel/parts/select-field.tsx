import type { JSX } from 'preact';
import { type StringKey, text } from '../strings/text';

interface SelectFieldProps {
  label: StringKey;
  value: string;
  /** Value -> its name in the user's language. */
  options: Record<string, string>;
  onChange: (value: string) => void;
}

/** A labelled select. */
export function SelectField({ label, value, options, onChange }: SelectFieldProps): JSX.Element {
  return (
    <label class="field">
      <span>{text(label)}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {Object.entries(options).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
