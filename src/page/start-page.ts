import { barsOf } from '../core/frame/frame-bars';
import type { HeatmapFrame } from '../core/frame/heatmap-frame';
import type { Instrument } from '../core/market/instrument';
import { DEFAULT_SETTINGS, type Settings, siteSettings } from '../core/settings/settings';
import type { AnchorReport, BackgroundMessage, PageMessage, SessionState } from '../messages/page-protocol';
import { type BackgroundPort, connectBackground } from './background-port';
import { bringPart } from './bring-part';
import { createCalibrationRelay } from './calibration-relay';
import { createChartLayers, NOT_ALIGNED } from './chart-layers';
import { createFrameHolder } from './frame-holder';
import { largestChart } from './largest-chart';
import { createMapMute } from './map-mute';
import { type MappingReceiverOptions, receiveMappings } from './mapping-receiver';
import { awaitPanel, createPanelRelay } from './panel-relay';
import { createQueryWish } from './query-wish';
import type { ScriptContext } from './script-context';
import { type SiteWatch, siteAt, watchPageFromFrame, watchSite } from './site-watch';
import { createSymbolChange } from './symbol-change';

/** Bytes whose arrival as bytes proves that messages travel as structured clone. */
const CLONE_PROBE = new Uint8Array([76, 108]);

/** A frame with a large canvas joins in after this long, even when no axis was found in it. */
const CHART_PATIENCE_MS = 4000;
/** A page with an instrument whose chart has not been found by then says so. */
const FOUND_PATIENCE_MS = 10_000;
const NO_CHART: AnchorReport = { ...NOT_ALIGNED, reason: 'no-chart' };
const LOADING: SessionState = { state: 'loading', instrument: null, done: 0, total: 0 };

function instrumentOf(session: SessionState | null): Instrument | null {
  return session && 'instrument' in session ? session.instrument : null;
}

function symbolOf(session: SessionState | null): string {
  return instrumentOf(session)?.symbol ?? '';
}

/** The isolated script of every frame: validates mappings, draws the layer, and in the top frame the panel. */
export function startPage(ctx: ScriptContext): void {
  const isTop = window === window.top;
  const { signal } = ctx;
  let settings: Settings = DEFAULT_SETTINGS;
  let siteId = siteAt(location).id;
  let session: SessionState | null = null;
  let word: Extract<BackgroundMessage, { type: 'session' }> | null = null;
  let port: BackgroundPort | null = null;
  const panel = createPanelRelay(document);
  let anchor: AnchorReport | null = null;
  let instrumentMessage: PageMessage | null = null;
  /** Of this tab only; another symbol begins at now. */
  let replayUntilMs: number | null = null;

  const send = (message: PageMessage) => port?.send(message);
  const holder = createFrameHolder(() => send({ type: 'resync' }));
  const layers = createChartLayers({
    document,
    signal,
    onReport: (report) => tellAnchor(report),
  });
  const tellAnchor = (report: AnchorReport) => {
    anchor = report;
    connect();
    if (!isTop) pageWatch ??= watchPageFromFrame(window, signal, () => change.begin(turnPage));
    send({ type: 'anchor', report });
    wish.say();
  };
  let chartTimer: ReturnType<typeof ctx.setTimeout> | undefined;
  /** A chart in another frame counts for more than the top frame that has none. */
  const awaitChart = (symbol: string) => {
    clearTimeout(chartTimer);
    if (isTop && symbol) chartTimer = ctx.setTimeout(() => anchor ?? tellAnchor(NO_CHART), FOUND_PATIENCE_MS);
  };
  let pageWatch: SiteWatch | null = null;
  const onMapping: MappingReceiverOptions['onMapping'] = (mapping, element) => {
    pageWatch?.check();
    layers.setMapping(mapping, element);
    if (isTop) panel.setChartArea(mapping.pane);
  };
  const site = () => siteSettings(settings, siteId);
  /** A frame without a locked chart and without the panel needs no data. */
  const wantedQuery = () =>
    isTop || layers.lockedCount() > 0 ? { ...site().query, untilMs: replayUntilMs } : null;
  const wish = createQueryWish({ wanted: wantedQuery, send: (message) => send(message) });

  let barsHash: string | null = null;
  let hasLivePrice = false;
  const show = (frame: HeatmapFrame | null) => {
    layers.setFrame(frame);
    panel.setFrame(frame);
    if (frame) mute.noteData(frame.asOfMs);
    // A stored frame is there before the first live price; labels need one to be read.
    if (frame && !hasLivePrice) mappings.setReferencePrice(frame.markPrice);
    // Bars are told in the page's prices, which shift with its distance from the contract.
    const hash = frame && frame.grid.frozenHash + frame.priceFactor;
    if (frame && hash !== barsHash) {
      barsHash = hash;
      mappings.setBars(barsOf(frame.grid));
    }
  };
  const applyVisibility = () => {
    const isReady = session?.state === 'ready' && !change.isUnderWay();
    const { isOn, look } = site();
    const reason = !isOn || !look.showLayer ? 'off' : isReady ? null : 'no-data';
    layers.setHidden(reason);
    layers.setLook(look);
  };
  const mute = createMapMute(document, signal, (isMuted) => layers.setMuted(isMuted));
  const applySession = (next: SessionState) => {
    if (symbolOf(session) !== symbolOf(next)) {
      calibration.disturb();
      awaitChart(symbolOf(next));
      hasLivePrice = false;
      holder.clear();
      show(null);
      // Its picture came before this frame knew of the change, and has just been dropped.
      if (next.state === 'ready') send({ type: 'resync' });
    }
    session = next;
    mappings.setCoin(instrumentOf(session)?.base ?? '');
    mappings.setCandlesWanted(session.state === 'ready' && session.isOtherMarket === true);
    applyVisibility();
    panel.setSession(next);
  };

  /** Words and changes of the page come in any order: a word about another page than this one shows nothing. */
  const hear = () => applySession(word && pageWatch?.shows(word.page) !== false ? word.session : LOADING);
  const turnPage = () => {
    applySession(LOADING);
    hear();
  };

  const change = createSymbolChange({
    isShowing: () => session?.state === 'ready',
    onBegin: applyVisibility,
  });

  const calibration = createCalibrationRelay({
    document,
    signal,
    onMapping,
    onLost: (lost) => layers.lose(lost),
    place: () => ({ siteId, symbol: symbolOf(session) }),
  });
  const receive = (message: BackgroundMessage) => {
    mute.setConnected(true);
    switch (message.type) {
      case 'welcome':
      case 'settings':
        settings = message.settings;
        if (message.type === 'welcome' && message.siteId) siteId = message.siteId;
        applyVisibility();
        mute.setEventMode(settings.eventModeUntilMs);
        panel.setSettings(settings, siteId);
        return wish.say();
      case 'session':
        word = message;
        return hear();
      case 'frame':
        return show(holder.accept(message.update));
      case 'encoded-frame':
        return show(holder.acceptText(message.text));
      case 'sources':
        mute.setSources(message.sources);
        return panel.setSources(message.sources);
      case 'price':
        hasLivePrice = true;
        mute.noteData(message.timeMs);
        mappings.setReferencePrice(message.price);
        return panel.setPrice(message.price, message.timeMs);
      case 'anchor':
        return panel.setAnchor(message.report);
      case 'plan-marks':
        return layers.setMarks(message.marks);
      case 'replay':
        replayUntilMs = message.untilMs;
        return wish.say();
      case 'store':
        return panel.setStoreFault(message.fault);
      case 'alert':
        return panel.ring(message.event);
      case 'start-calibration':
        return calibration.start();
      case 'export-picture':
        void layers.savePictures();
        return;
    }
  };

  const introduce = (): PageMessage[] => {
    const words: PageMessage[] = [
      {
        type: 'hello',
        isTop,
        siteId,
        isVisible: document.visibilityState === 'visible',
        probe: CLONE_PROBE,
        session,
      },
    ];
    if (instrumentMessage) words.push(instrumentMessage);
    if (anchor) words.push({ type: 'anchor', report: anchor });
    if (isTop && replayUntilMs !== null) words.push({ type: 'replay', untilMs: replayUntilMs });
    words.push(wish.introduce());
    return words;
  };
  /** Frames without a chart never open a port: a page may hold dozens of them. */
  const connect = () => {
    port ??= connectBackground({
      introduce,
      onMessage: receive,
      onLost() {
        panel.setConnected(false);
        mute.setConnected(false);
      },
      signal,
    });
  };

  // Last, since a chart that is known already is told at once.
  const mappings = receiveMappings({
    document,
    signal,
    onMapping,
    onLost: (lost) => layers.lose(lost),
    bringDrawing: () => bringPart('drawing'),
    onCandles: (shown) => send({ type: 'chart-candles', ...shown }),
  });

  if (!isTop) {
    // A chart whose axes nobody can read says nothing; the user may still want to calibrate it by hand.
    ctx.setTimeout(() => largestChart(document) && connect(), CHART_PATIENCE_MS);
    return;
  }
  awaitPanel((start) => panel.attach(start({ siteId, send })));
  connect();
  pageWatch = watchSite({
    window,
    signal,
    onInstrument(instrument, found) {
      siteId = found.id;
      const message: PageMessage = {
        type: 'instrument',
        instrument,
        reason: instrument ? '' : 'not-on-this-page',
      };
      instrumentMessage = message;
      change.begin(() => {
        turnPage();
        send(message);
      });
    },
  });
}
