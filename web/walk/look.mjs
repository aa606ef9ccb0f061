import { openBrowser } from './chromium.mjs';
const [,, at, folder, ...pages] = process.argv;
for (const [w, lang] of [[1440, 'zh'], [390, 'zh'], [1440, 'en']]) {
  const { context, close } = await openBrowser({ viewport: { width: w, height: 900 }, scale: 1 });
  const page = context.pages()[0] ?? (await context.newPage());
  page.on('pageerror', (e) => console.error(`${e}`));
  await page.goto(`${at}/sign-in?lang=${lang}`);
  await page.evaluate((v) => localStorage.setItem('wallchart.lang', v), lang);
  await page.waitForSelector('.sign-demo', { timeout: 60000 });
  await page.locator('.sign-demo button').nth(Number(process.env.WHO ?? 0)).click();
  await page.click('button[type=submit]');
  await page.waitForSelector('.nav', { timeout: 60000 });
  for (const p of pages) {
    await page.goto(at + p);
    await page.waitForTimeout(2500);
    const height = await page.evaluate(() => Math.max(...[...document.querySelectorAll('.page-body, .page, main')].map((e) => e.scrollHeight)) + 140);
    await page.setViewportSize({ width: w, height: Math.min(height, 3600) });
    await page.waitForTimeout(800);
    await page.screenshot({ path: `${folder}/${p.replace(/[/?=&]/g, '_')}-${w}-${lang}.png` });
    await page.setViewportSize({ width: w, height: 900 });
  }
  await close();
}
