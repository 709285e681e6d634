import type { JSX } from 'preact';
import { type StringKey, text } from '../strings/text';

interface SelectFieldProps {
  label: StringKey;
  value: string;
  /** Value -> key of its name. */
  options: Record<string, StringKey>;
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
            {text(name)}
          </option>
        ))}
      </select>
    </label>
  );
}
