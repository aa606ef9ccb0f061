// Measures what the wall promises: 1,000 rows painted within 300 ms of their data, scrolling at
// 60 frames a second, also with 10,000 rows. `npm run bench` after `npm run build`.

import { openBrowser } from './chromium.mjs';
import { mock } from './mock.mjs';

const BUDGET_FRAME_MS = 1000 / 60;

async function measure(rows) {
  const served = await mock({ rows });
  served.state.signedIn = true;
  const { context, close } = await openBrowser();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(() => {
    const own = window.requestAnimationFrame.bind(window);
    globalThis.drawn = [];
    window.requestAnimationFrame = (work) =>
      own((now) => {
        const from = performance.now();
        work(now);
        globalThis.drawn.push(performance.now() - from);
      });
  });
  await page.goto(`${served.url}/sign-in`);
  await page.goto(`${served.url}/wall`);
  await page.waitForSelector('canvas[data-drawn]', { timeout: 60_000 });
  const paint = await page.evaluate(() => {
    const data = performance.getEntriesByType('resource').find((one) => /\/api\/v1\/wall/.test(one.name));
    return Number(document.querySelector('canvas').dataset.drawn) - data.responseEnd;
  });
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  const { times: frames, drawn } = await page.evaluate(
    () =>
      new Promise((done) => {
        const box = document.querySelector('.board-scroll');
        const times = [];
        globalThis.drawn.length = 0;
        let last = 0;
        const go = (now) => {
          if (last) times.push(now - last);
          last = now;
          box.scrollTop += 60;
          box.scrollLeft += times.length % 2 ? 9 : -3;
          if (times.length < 240) requestAnimationFrame(go);
          else done({ times, drawn: globalThis.drawn.filter((time) => time > 0.3) });
        };
        requestAnimationFrame(go);
      }),
  );
  await close();
  served.close();
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  const late = frames.filter((time) => time > BUDGET_FRAME_MS * 1.5).length;
  return { rows, paint, nodes, mean: frames.reduce((a, b) => a + b) / frames.length, p50: at(0.5), p95: at(0.95), max: at(1), late, draw: drawn.sort((a, b) => a - b)[Math.floor(drawn.length * 0.95)] ?? 0 };
}

for (const rows of [1000, 10_000]) {
  const m = await measure(rows);
  const n = (value) => value.toFixed(1);
  process.stdout.write(
    `${m.rows} rows: painted ${n(m.paint)} ms after data; ${m.nodes} DOM nodes; ` +
      `${n(1000 / m.mean)} frames/s while scrolling (median ${n(m.p50)} ms, p95 ${n(m.p95)} ms, longest ${n(m.max)} ms, ${m.late} of 240 late); a drawing takes ${n(m.draw)} ms at p95\n`,
  );
}
