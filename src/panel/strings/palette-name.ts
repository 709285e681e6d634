import { translation } from './text';

/** A ramp's name in words: a proper name stays as it is, what can be translated is. */
export function paletteName(name: string): string {
  const words = name.replaceAll('-', ' ');
  return (
    translation(`palette_${name.replaceAll('-', '_')}`) ?? words.charAt(0).toUpperCase() + words.slice(1)
  );
}
