// Finds a Chromium and opens it: CHROMIUM, then PATH, then Chrome on macOS, else a clear word.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const HOW = `No Chromium was found, and the browser walk needs one.
  Debian, Ubuntu:  apt-get install -y chromium     (on Ubuntu: snap install chromium)
  macOS:           install Google Chrome
  elsewhere:       set CHROMIUM to the program's path`;

export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which does not exist.`);
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (folder && existsSync(path)) return path;
    }
  }
  if (existsSync(MAC)) return MAC;
  throw new Error(HOW);
}

/** A browser with a profile of its own, gone when it is closed. */
export async function openBrowser({ viewport = { width: 1440, height: 900 }, scale = 1, locale = 'zh-CN' } = {}) {
  const executablePath = findChromium();
  const profile = mkdtempSync(join(tmpdir(), 'wallchart-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport,
    deviceScaleFactor: scale,
    locale,
    timezoneId: 'Asia/Shanghai',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-proxy-server',
    ],
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, close };
}
