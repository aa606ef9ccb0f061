// The round of a supervision item, as the office and a unit go it: minutes, assigned, answered,
// reviewed, closed.

import assert from 'node:assert/strict';

import { fromTheBell } from './noticeSteps.mjs';

const MINUTES = `会议听取了重点项目推进情况汇报。
会议要求，开发建设集团要加快推進(jìn)二號(hào)廠(chǎng)房管线迁改，确保年底前完成。
要坚持问题导向。`;

const ASKED = '请先报管线图。';

/** Chooses the first entry of a drop-down that fits what is typed. */
async function choose(page, picker, text) {
  await page.locator(picker).click();
  await page.keyboard.type(text);
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
}

export async function items({ step, accessible }, page, as) {
  let title = '';
  await step('the items are listed, the latest first; filters and an empty state', async () => {
    await page.locator('.nav-link[href^="/items"]').click();
    await page.waitForSelector('.item-table tbody tr');
    assert.ok((await page.locator('.item-table tbody tr').count()) >= 8);
    assert.match(await page.locator('.item-table tbody tr').first().innerText(), /逾期 \d+ 个工作日/);
    await accessible(page, 'items');
    await page.locator('.items-search input').fill('没有这样的事项');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.state h2');
    await page.locator('.items-search input').fill('');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.item-table tbody tr');
  });
  await step('minutes are pasted, repaired, read; one directive is completed and assigned', async () => {
    await page.locator('.items-new a').click();
    await page.waitForSelector('.words-text');
    await page.fill('.words-text', MINUTES);
    await page.fill('.words-name', '走查调度会纪要');
    await accessible(page, 'a text to be read');
    await page.locator('.words-form button[type=submit]').click();
    await page.waitForSelector('.directives li');
    assert.match(await page.locator('.repairs summary').first().innerText(), /修复 6 处/);
    const one = page.locator('.directive', { has: page.locator('mark', { hasText: '二号厂房' }) }).first();
    title = await one.locator('.directive-said > b').innerText();
    // The class is the clerk's to say: away from "assign" and back.
    await one.locator('.ant-segmented-item', { hasText: '传达' }).click();
    assert.equal(await one.locator('.directive-fill').count(), 0);
    await one.locator('.ant-segmented-item', { hasText: '立项' }).click();
    await one.locator('.directive-fill').click();
    await page.waitForSelector('.assign-form');
    await page.locator('.assign-form button[type=submit]').click();
    await page.waitForSelector('.assign-form .form-error li');
    assert.equal(await page.locator('.assign-form .form-error li').count(), 3, 'owner, measure and evidence are asked for');
    await accessible(page, 'an item to be completed');
    await choose(page, '.assign-owner', '莫');
    await page.fill('.assign-measure', '通水通电');
    await choose(page, '.assign-evidence', '现场照片');
    await page.locator('.assign-form button[type=submit]').click();
    await page.waitForSelector('.directive-opened');
  });
  await step('the office says something about it and names the unit, which is told', async () => {
    await page.locator('.nav-link[href^="/items"]').click();
    await page.locator('.item-open', { hasText: title }).first().click();
    await page.waitForSelector('.item-drawer .talk');
    await page.locator('.talk-words textarea').fill(`@开发建设集团 ${ASKED}`);
    await page.locator('.talk-form button[type=submit]').click();
    await page.locator('.talk-one', { hasText: ASKED }).waitFor();
    await accessible(page, 'a comment');
    await as('reporter2');
    await fromTheBell(page, ASKED);
    await page.locator('.item-drawer .talk-one', { hasText: ASKED }).waitFor();
  });
  await step('the unit answers what it owes, with a photo as its evidence', async () => {
    await page.locator('.nav-link[href^="/items"]').click();
    await page.waitForSelector('.item-table tbody tr');
    await fromTheBell(page, title);
    await page.waitForSelector('.item-acts [data-act=answer]');
    assert.equal(await page.locator('.item-acts [data-act=close]').count(), 0, 'a unit closes nothing');
    assert.match(await page.locator('.item-facts blockquote').innerText(), /推进二号厂房/);
    await page.locator('[data-act=answer]').click();
    await page.locator('.item-form textarea').fill('已通水通电。');
    const photo = await page.screenshot();
    await page.locator('.item-form .ant-segmented-item', { hasText: '附件' }).click();
    await page.locator('.item-form .talk-input').first().setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: photo });
    await page.locator('.item-form .item-evidence-number', { hasText: '现场.png' }).waitFor();
    await accessible(page, 'an answer');
    await page.locator('.item-form button[type=submit]').click();
    await page.waitForSelector('.item-evidence.given');
    await as('clerk');
  });
  await step('the office reviews the answer and closes the item', async () => {
    await page.locator('.nav-link[href^="/items"]').click();
    await page.locator('.item-open', { hasText: title }).first().click();
    for (const act of ['accept', 'close']) {
      await page.locator(`.item-acts [data-act=${act}]`).click();
      await page.locator('.item-form button[type=submit]').click();
      await page.locator(`.item-acts [data-act=${act}]`).waitFor({ state: 'detached' });
    }
    await page.waitForSelector('.item-drawer .happenings');
    const told = await page.locator('.item-drawer .happenings b').allInnerTexts();
    assert.deepEqual(told, ['销号', '审核通过', '反馈', '交办']);
    await accessible(page, 'an item');
    await page.locator('.drawer-head button[aria-label]').click();
    await page.locator('.item-table tbody tr').first().waitFor();
    assert.equal(await page.locator('.item-open', { hasText: title }).count(), 0, 'a closed one leaves the list');
  });
  await step('a problem that blocks becomes an item of the unit that must solve it', async () => {
    await page.locator('.nav-link[href^="/problems"]').click();
    await page.waitForSelector('.problem-table tbody tr');
    await accessible(page, 'problems');
    const first = page.locator('.problem-table tr[data-problem]', { has: page.locator('[data-do=assign]') }).first();
    const problem = await first.getAttribute('data-problem');
    await first.locator('[data-do=assign]').click();
    await page.waitForSelector('.problem-form .assign-form');
    await choose(page, '.assign-owner', '管委会主任');
    await page.fill('.assign-measure', '现场恢复施工');
    await choose(page, '.assign-evidence', '现场照片');
    await page.locator('.assign-form button[type=submit]').click();
    await page.waitForSelector(`tr[data-problem=${problem}] .problem-items a`);
    await page.locator(`tr[data-problem=${problem}] .problem-items a`).click();
    await page.waitForSelector('.item-drawer .item-facts');
    assert.match(await page.locator('.item-drawer').innerText(), /现场恢复施工/);
  });
}
