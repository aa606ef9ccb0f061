// Screenshots of every page in three sizes and both languages, to be looked at.
// `node walk/shots.mjs [folder] [filter]`; with SHOTS_AT=URL of a running demonstration zone
// instead of the made-up one.

import { mkdirSync } from 'node:fs';
import { openBrowser } from './chromium.mjs';
import { mock } from './mock.mjs';

const folder = process.argv[2] ?? 'shots';
const only = process.argv[3] ?? '';
mkdirSync(folder, { recursive: true });
const SIZES = { desk: [1440, 900], big: [3840, 2160], phone: [390, 844] };
const PAGES = {
  wall: '/wall',
  sheet: '/wall?p=P30',
  grouped: '/wall?group=unit&light=red,yellow',
  month: '/wall?scale=2.4&density=dense',
  past: `/wall?known_at=${process.env.SHOTS_AT ? 'report-2025-06&true_on=2025-06-30' : 'month-2026-02&true_on=2026-02-25'}`,
  none: '/wall?text=nothing-like-this',
  indicators: '/indicators',
  indicator: '/indicators/I2',
  byUnit: '/indicators/units',
  newIndicator: '/indicators/new',
  honesty: '/indicators/honesty',
  figures: '/indicators/figures',
  import: '/import',
  compare: `/wall?with=${process.env.SHOTS_AT ? 'report-2025-06' : 'month-2026-04'}`,
  meeting: '/wall?meet=true&p=P30',
  cycles: '/cycles',
  items: '/items?closed=true',
  item: '/items?i=S8',
  words: '/items/from-words',
  problems: '/problems',
  ...(process.env.SHOTS_AT ? { meetings: '/meetings', dispatch: '/meetings/M1', agenda: '/meetings/M2', book: '/meetings/M1/book', minutes: '/items/from-words?meeting=M1', turns: '/wall?meet=true&agenda=M2', notices: '/notices', 'notice-settings': '/notices/settings', channels: '/notices/channels' } : {}),
  enterprises: '/enterprises',
  enterprise: '/enterprises/E3',
  requests: '/requests?over=true',
  request: '/requests?n=N9',
  negotiations: '/negotiations',
  factors: '/factors',
};

const at = process.env.SHOTS_AT;
const served = at ? { url: at, state: {}, close() {} } : await mock();
for (const [size, [width, height]] of Object.entries(SIZES)) {
  for (const lang of ['zh', 'en']) {
    const { context, close } = await openBrowser({ viewport: { width, height }, scale: size === 'phone' ? 2 : 1 });
    const page = context.pages()[0] ?? (await context.newPage());
    page.on('pageerror', (error) => process.stderr.write(`${size} ${lang}: ${error}\n`));
    page.on('console', (message) => message.type() === 'error' && process.stderr.write(`${size} ${lang}: ${message.text()}\n`));
    const shoot = async (name) => {
      if (!`${name}-${size}-${lang}`.includes(only)) return;
      await page.screenshot({ path: `${folder}/${name}-${size}-${lang}.png` });
    };
    served.state.signedIn = false;
    await page.goto(`${served.url}/sign-in?lang=${lang}`);
    await page.evaluate((value) => localStorage.setItem('wallchart.lang', value), lang);
    await page.waitForSelector('.sign-demo');
    await shoot('sign');
    served.state.signedIn = true;
    if (at) {
      await page.locator('.sign-demo button').first().click();
      await page.click('button[type=submit]');
      await page.waitForSelector('canvas[data-drawn]');
    }
    for (const [name, path] of Object.entries(PAGES)) {
      if (!`${name}-${size}-${lang}`.includes(only)) continue;
      await page.goto(`${served.url}${path}`, { waitUntil: 'load' });
      await page.waitForTimeout(900);
      await shoot(name);
    }
    if (!at && `preview-${size}-${lang}`.includes(only)) {
      await page.goto(`${served.url}/import`);
      await page.setInputFiles('input[type=file]', { name: '台账.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('x') });
      await page.waitForSelector('.review');
      for (const [index, name] of ['mapping', 'problems', 'questions', 'new'].entries()) {
        await page.locator('.ant-tabs-tab').nth(index).click();
        await page.waitForTimeout(500);
        await shoot(`preview-${name}`);
      }
    }
    await close();
  }
}
served.close();
