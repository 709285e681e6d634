import type { JSX, TargetedKeyboardEvent } from 'preact';
import { siteSettings } from '../../core/settings/settings';
import { Fold } from '../parts/fold';
import { SECTIONS } from '../sections/registry';
import type { Section, SectionProps } from '../sections/section';
import { type StringKey, text } from '../strings/text';
import { PanelHeader } from './panel-header';
import { usePlace } from './use-place';

/** The open panel: header, sections in their order, the rest folded under "More". */
export function PanelWindow({ model, actions }: SectionProps): JSX.Element {
  const { look } = siteSettings(model.settings.value, model.siteId.value);
  const dock = look.panelDock ?? 'none';
  const place = usePlace(model, (panelPlace) => actions.setLook({ panelPlace, panelDock: 'none' }));
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    actions.togglePanel();
  };
  return (
    <aside
      ref={place.ref}
      class={`window dock-${dock}`}
      style={dock === 'none' ? place.style : undefined}
      aria-label={text('panelLabel')}
      onKeyDown={onKeyDown}
    >
      <PanelHeader model={model} actions={actions} onPointerDown={place.onPointerDown} />
      <div class="body">
        {sectionsOf('main').map(({ id, component: Component }) => (
          <Component key={id} model={model} actions={actions} />
        ))}
        {sectionsOf('fold').map((section) => (
          <FoldedSection key={section.id} section={section} model={model} actions={actions} />
        ))}
        <Fold title={text('more')}>
          {() => (
            <>
              {sectionsOf('more').map((section) => (
                <FoldedSection key={section.id} section={section} model={model} actions={actions} />
              ))}
              <DockRow model={model} actions={actions} onKeyDown={place.onKeyDown} />
            </>
          )}
        </Fold>
        <p class="notice-line">{text('estimateNotice')}</p>
      </div>
    </aside>
  );
}

function sectionsOf(place: Section['place']): Section[] {
  return SECTIONS.filter((section) => section.place === place);
}

function FoldedSection({ section, model, actions }: SectionProps & { section: Section }): JSX.Element {
  const { component: Component } = section;
  return <Fold title={text(section.titleKey)}>{() => <Component model={model} actions={actions} />}</Fold>;
}

const DOCKS: { id: 'none' | 'left' | 'right'; name: StringKey }[] = [
  { id: 'none', name: 'dockNone' },
  { id: 'left', name: 'dockLeft' },
  { id: 'right', name: 'dockRight' },
];

interface DockRowProps extends SectionProps {
  onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
}

/** Where the panel sits; the keyboard's way to what the pointer does by dragging. */
function DockRow({ model, actions, onKeyDown }: DockRowProps): JSX.Element {
  const dock = siteSettings(model.settings.value, model.siteId.value).look.panelDock ?? 'none';
  return (
    <div class="form">
      <fieldset class="toggle-group">
        <legend>{text('dockLabel')}</legend>
        {DOCKS.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            class="toggle"
            aria-pressed={dock === id}
            onClick={() => actions.setLook({ panelDock: id })}
          >
            {text(name)}
          </button>
        ))}
      </fieldset>
      <div class="row">
        <button type="button" class="button" title={text('moveHelp')} onKeyDown={onKeyDown}>
          {text('moveWithArrows')}
        </button>
        <button type="button" class="button" onClick={() => actions.openOptions()}>
          {text('actionOptions')}
        </button>
      </div>
    </div>
  );
}
