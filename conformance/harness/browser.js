// A page of a test on an origin of its own, in the system's Chromium without a window.
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const html = (content) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
<title>Test</title>${content}<script src="/page.js"></script></html>`;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Opens tabs of a page.
 *
 * @param {string} page its script, a file beside this one; without it, one that uploads with Uppy
 * @param {string} content what else is in it, as HTML
 */
export async function startBrowser(page = 'uppy-page.js', content = '<input type="file">') {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(page, import.meta.url))], bundle: true, write: false, format: 'iife', logLevel: 'error',
  });
  const site = await serve({
    '/': ['text/html', html(content)],
    '/page.js': ['text/javascript', outputFiles[0].text],
  });
  return new Browser(site, await launchChromium());
}

/** The system's Chromium without a window. */
export function launchChromium() {
  return chromium.launch({ executablePath: findChromium() });
}

class Browser {
  #site;
  #browser;

  constructor(site, browser) {
    this.#site = site;
    this.#browser = browser;
  }

  /** A tab of a new visitor, with the page loaded, and the answers that it gets. */
  async visit() {
    const context = await this.#browser.newContext();
    const tab = await context.newPage();
    const answers = [];
    tab.on('response', (response) => {
      const request = response.request();
      const sentOffset = request.headers()['upload-offset'];
      answers.push({
        method: request.method(),
        url: request.url(),
        status: response.status(),
        ...(sentOffset && { sentOffset: Number(sentOffset) }),
      });
    });
    await tab.goto(`http://127.0.0.1:${this.#site.address().port}/`);
    return { context, tab, answers };
  }

  async close() {
    await this.#browser.close();
    this.#site.close();
    this.#site.closeAllConnections();
  }
}

async function serve(contents) {
  const site = createServer((request, response) => {
    const [type, content] = contents[request.url] ?? [];
    if (type) response.writeHead(200, { 'Content-Type': type }).end(content);
    else response.writeHead(404).end();
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  return site;
}

function findChromium() {
  for (const folder of process.env.PATH.split(delimiter)) {
    for (const name of NAMES) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        continue;
      }
    }
  }
  throw new Error('chromium is missing; install it with: apt-get install chromium');
}
