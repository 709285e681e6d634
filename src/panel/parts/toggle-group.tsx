import type { JSX } from 'preact';

interface ToggleGroupProps<T extends string> {
  label: string;
  options: { id: T; label: string; title?: string; isOn: boolean }[];
  onToggle: (id: T) => void;
}

/** A named row of on/off buttons. */
export function ToggleGroup<T extends string>({
  label,
  options,
  onToggle,
}: ToggleGroupProps<T>): JSX.Element {
  return (
    <fieldset class="toggle-group">
      <legend>{label}</legend>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          class="toggle"
          title={option.title}
          aria-pressed={option.isOn}
          onClick={() => onToggle(option.id)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
