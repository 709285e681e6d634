import type { Signal } from '@preact/signals';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { siteSettings } from '../../core/settings/settings';
import { Fold } from '../parts/fold';
import { useRestSections } from '../rest/rest-sections';
import { SECTIONS } from '../sections/registry';
import type { SectionProps } from '../sections/section';
import { type StringKey, text } from '../strings/text';
import { PanelHeader } from './panel-header';
import { usePlace } from './use-place';

interface PanelWindowProps extends SectionProps {
  view: Signal<PanelView>;
}

/** The open panel: header, the sections of one view, and the way to the other views. */
export function PanelWindow({ model, actions, view }: PanelWindowProps): JSX.Element {
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
        <CurrentView view={view.value} model={model} actions={actions} onKeyDown={place.onKeyDown} />
      </div>
      <footer class="footer">
        <div class="row">
          {VIEWS.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              class="toggle"
              aria-pressed={view.value === id}
              onClick={() => (view.value = view.value === id ? 'main' : id)}
            >
              {text(name)}
            </button>
          ))}
        </div>
        <p class="notice-line">{text('estimateNotice')}</p>
      </footer>
    </aside>
  );
}

/** The first screen, or what its two buttons show in its place. */
export type PanelView = 'main' | 'plan' | 'more';

const VIEWS: { id: Exclude<PanelView, 'main'>; name: StringKey }[] = [
  { id: 'plan', name: 'sectionPlan' },
  { id: 'more', name: 'more' },
];

function CurrentView({ view, model, actions, onKeyDown }: DockRowProps & { view: PanelView }): JSX.Element {
  const { isBeginner } = model.settings.value;
  if (view !== 'main') return <RestView view={view} model={model} actions={actions} onKeyDown={onKeyDown} />;
  return (
    <>
      {SECTIONS.filter((section) => !(isBeginner && section.isAdvanced)).map(
        ({ id, component: Component }) => (
          <Component key={id} model={model} actions={actions} />
        ),
      )}
    </>
  );
}

/** What the panel's second part brings, on first opening. */
function RestView({ view, model, actions, onKeyDown }: DockRowProps & { view: PanelView }): JSX.Element {
  const sections = useRestSections(actions)?.filter(({ place }) => place === view);
  if (!sections) {
    return (
      <p class="quiet" role="status">
        {text('restLoading')}
      </p>
    );
  }
  if (view === 'plan') {
    return (
      <>
        {sections.map(({ id, component: Component }) => (
          <Component key={id} model={model} actions={actions} />
        ))}
      </>
    );
  }
  return (
    <>
      {sections.map(({ id, titleKey, component: Component }) => (
        <Fold key={id} title={text(titleKey)}>
          {() => <Component model={model} actions={actions} />}
        </Fold>
      ))}
      <DockRow model={model} actions={actions} onKeyDown={onKeyDown} />
    </>
  );
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
