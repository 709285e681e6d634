import type { JSX } from 'preact';
import { Icon } from '../parts/icon';
import { OtherLevel } from '../parts/other-level';
import { crossCheckLinks } from '../status/cross-check-links';
import { text } from '../strings/text';
import type { SectionProps } from './section';

/** The same market on other tools, opened by the user in a new tab; nothing is requested by us. */
export function CrossCheckSection({ model }: SectionProps): JSX.Element {
  const frame = model.frame.value;
  if (!frame) return <p class="quiet">{text('provenanceNone')}</p>;
  return (
    <div class="form">
      <p class="quiet">{text('crossCheckNote')}</p>
      <ul class="links">
        {crossCheckLinks(frame.instrument).map(({ name, url }) => (
          <li key={name}>
            <a href={url} target="_blank" rel="noopener noreferrer">
              {name}
              <Icon name="external" />
            </a>
          </li>
        ))}
      </ul>
      <OtherLevel frame={frame} />
    </div>
  );
}
