// A unit's own steps: handler, reviewer and head sign; the secretary signs for the head; a sheet is
// printed, photographed (a picture of the page as the browser draws it) and handed in.

import assert from 'node:assert/strict';

const UNIT = '开发建设集团';

export async function signoff({ step, accessible }, page, as, context) {
  const toReport = async () => {
    await page.locator('.nav-link[href^="/cycles"]').click();
    await page.waitForSelector('.matrix-table tbody tr');
    await page.locator('.matrix-table tbody tr', { hasText: UNIT }).locator('a').click();
    await page.waitForSelector('.sign-steps');
  };
  const act = async (name, text) => {
    await page.locator(`[data-act=${name}]`).click();
    if (text) await page.locator('.item-form textarea').fill(text);
    await page.locator('.item-form button[type=submit]').click();
    await page.waitForSelector('.item-form', { state: 'detached' });
  };
  const correct = async (why) => {
    await page.locator('.report-again').click().catch(() => undefined);
    await page.waitForSelector('.report-form');
    const correction = page.locator('[data-correction]');
    if (await correction.count()) await correction.fill(why);
    await page.waitForTimeout(900);
    for (const input of await page.locator('.report-question input:not([data-correction])').all()) await input.fill('现场已核');
    await page.locator('.report-form button[type=submit]:enabled').click();
    await page.waitForSelector('.receipt code');
  };
  await step('the head gives a report back with a reason; it hangs at its handler', async () => {
    await as('head');
    await toReport();
    assert.match(await page.locator('.signing').innerText(), /待负责人签字/);
    await accessible(page, 'a report at its head');
    await act('give_back', '请核对两个项目的本年累计');
    await page.waitForFunction(() => document.querySelector('.signing')?.textContent?.includes('已退经办修改'));
  });
  await step('the handler mends it, the reviewer signs, the secretary signs for the head', async () => {
    await as('reporter2');
    await toReport();
    await correct('核对更正');
    await as('reviewer2');
    await toReport();
    await act('sign');
    await as('secretary');
    await toReport();
    await page.locator('[data-act=sign]').click();
    assert.match(await page.locator('.item-form').innerText(), /受郭建国委托代签/);
    await page.locator('.item-form button[type=submit]').click();
    await page.waitForFunction(() => document.querySelector('li[data-role=head].signed') !== null);
    assert.match(await page.locator('li[data-role=head]').innerText(), /林晓[\s\S]*受郭建国/);
    assert.match(await page.locator('.page-head').innerText(), /待采用/);
    await accessible(page, 'signed for the head');
  });
  await step('the head sees and takes back the delegation', async () => {
    await as('head');
    await toReport();
    await page.locator('.page-head a[href$="/signing"]').click();
    await page.waitForSelector('[data-delegation]');
    await accessible(page, 'steps and delegation');
    await page.locator('[data-revoke]').first().click();
    await page.locator('[data-delegation] input').fill('已返岗');
    await page.locator('[data-delegation] button[type=submit]').click();
    await page.waitForFunction(() => document.querySelector('[data-delegation]')?.textContent?.includes('已撤销'));
  });
  await step('a correction within its window is signed on paper: printed, photographed, handed in', async () => {
    await as('reporter2');
    await toReport();
    await correct('监理月报更正');
    await toReport();
    const [sheet] = await Promise.all([context.waitForEvent('page'), page.locator('[data-act=print]').click()]);
    await sheet.waitForSelector('.code svg');
    assert.match(await sheet.locator('body').innerText(), /负责人（签字）/);
    const shot = await sheet.screenshot({ fullPage: true });
    await sheet.close();
    await page.locator('[data-act=scan]').click();
    await page.setInputFiles('[data-scan-file]', { name: '签字表.png', mimeType: 'image/png', buffer: shot });
    await page.waitForSelector('[data-totals-seen]');
    assert.match(await page.locator('.hand-in').innerText(), /读出二维码/);
    await page.locator('[data-totals-seen]').check();
    for (const place of await page.locator('[data-place]').all()) await place.check();
    await accessible(page, 'a scan');
    await page.locator('.hand-in button[type=submit]').click();
    await page.waitForFunction(() => document.querySelector('li[data-role=head].signed') !== null);
    assert.match(await page.locator('li[data-role=head]').innerText(), /纸质签字盖章/);
  });
}
