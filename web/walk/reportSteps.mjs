// The round of a unit's report, as the unit, its reviewer and the office go it: who owes it,
// filled in with its questions, submitted, reviewed, accepted, its receipt.

import assert from 'node:assert/strict';

const UNIT = '智能制造产业园';

export async function reports({ step, accessible }, page, as) {
  const open = async () => {
    await page.locator('.nav-link[href^="/cycles"]').click();
    await page.waitForSelector('.matrix-table tbody tr');
  };
  const toReport = async () => {
    await open();
    await page.locator('.matrix-table tbody tr', { hasText: UNIT }).locator('a').click();
    await page.waitForSelector('.report-table tbody tr');
  };
  await step('the matrix says who has reported, who is late; reminders can be copied', async () => {
    await open();
    const states = await page.locator('.matrix-table .item-state').allInnerTexts();
    for (const state of ['未报', '待审', '待采用', '已采用', '已退回']) assert.ok(states.includes(state), state);
    assert.ok((await page.locator('.reminders li.late').count()) >= 1, 'somebody is late');
    await accessible(page, 'who has reported');
  });
  await step('a unit fills in its report; what nobody expects is asked at once', async () => {
    await as('reporter');
    await toReport();
    assert.match(await page.locator('.happenings').innerText(), /请到现场核实后重报/);
    const cell = page.locator('[data-cell="0-0"]');
    const before = await cell.inputValue();
    await cell.fill('abc');
    await page.waitForSelector('.report-cell.wrong');
    assert.ok(await page.locator('.report-form button[type=submit]').isDisabled());
    await cell.fill('0.01');
    await page.waitForSelector('.report-cell.asked');
    await accessible(page, 'a report with a question');
    await cell.fill(before);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-cell')), '1-0');
    await page.waitForFunction(() => !document.querySelector('[data-cell="0-0"]')?.classList.contains('asked') || document.querySelector('[data-question=reprinted]') !== null);
    for (const input of await page.locator('.report-question input').all()) await input.fill('现场停工，已核');
  });
  await step('what is typed is kept as a draft, for its writer alone', async () => {
    await page.locator('[data-cell="0-4"]').fill('草稿里的一句话');
    await page.locator('.report-form [role=status]', { hasText: '草稿已保存' }).waitFor();
    await page.reload();
    await page.waitForSelector('.report-draft');
    assert.equal(await page.locator('[data-cell="0-4"]').inputValue(), '草稿里的一句话');
    await accessible(page, 'a draft');
  });
  await step('it is submitted; the receipt is shown and downloaded', async () => {
    await page.locator('.report-form button[type=submit]:enabled').click();
    await page.waitForSelector('.receipt code');
    await accessible(page, 'receipt');
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.items-new button').first().click()]);
    assert.match(file.suggestedFilename(), /^receipt-C\d+-U\d+-\d+\.json$/);
  });
  await step('the reviewer passes it on, the office accepts it, and the figures are facts', async () => {
    for (const [account, act] of [['reviewer', 'review'], ['clerk', 'accept']]) {
      await as(account);
      await toReport();
      await page.locator(`[data-act=${act}]`).click();
      await accessible(page, act);
      await page.locator('.item-form button[type=submit]').click();
      await page.waitForSelector(`[data-act=${act}]`, { state: 'detached' });
    }
    assert.match(await page.locator('.page-head').innerText(), /已采用/);
  });
}
