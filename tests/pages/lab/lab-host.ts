import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { bundlePageScript } from '../futures/bundle-page-script';

/** A local server with the laboratory's scenes: `/<scene>.html` and `/<scene>.js`. */
export interface LabHost {
  url(scene: string, variant?: string): string;
  close(): Promise<void>;
}

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

function entryOf(scene: string): string | null {
  if (scene === 'lab-probe') return `${FOLDER}lab-probe.ts`;
  const entry = ['charts', 'traps']
    .map((kind) => `${FOLDER}${kind}/${scene}.ts`)
    .find((file) => existsSync(file));
  return entry ?? null;
}

/**
 * The driver's script runs in the first empty document of a frame; Firefox keeps that window for the real document and
 * does not run it again, as it does with an extension's scripts.
 */
const PROBE_AGAIN = `<script>if (window[Symbol.for('liqlens.probe')] !== document)
document.write('<script src="' + location.origin + '/lab-probe.js"></' + 'script>')</script>`;

function pageOf(scene: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${scene}</title>
<style>body{margin:0;font:13px sans-serif}#chart{width:900px;height:480px;position:relative}</style></head>
<body><script>window.process = { env: { NODE_ENV: "production" } };</script>${scene.endsWith('-frame') ? PROBE_AGAIN : ''}<p style="margin:8px">${scene}</p><div id="chart"></div><script src="/${scene}.js"></script></body></html>`;
}

/** The script that every page of the laboratory gets before its own: probe, receiver and the hands of the driver. */
export function labProbeScript(): Promise<string> {
  return bundlePageScript(`${FOLDER}lab-probe.ts`);
}

export async function startLabHost(): Promise<LabHost> {
  const server: Server = createServer((request, response) => {
    const [, scene, kind] = /^\/([a-z0-9-]+)\.(html|js)/.exec(request.url ?? '') ?? [];
    const entry = scene ? entryOf(scene) : null;
    if (!entry) return response.writeHead(404).end();
    const isScript = kind === 'js';
    response.setHeader(
      'content-type',
      isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8',
    );
    if (!isScript) return response.end(pageOf(scene));
    bundlePageScript(entry).then(
      (code) => response.end(code),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (scene, variant) => `http://127.0.0.1:${port}/${scene}.html${variant ? `?case=${variant}` : ''}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
