// A practice as it is written, published, found by the sound of its words, and used for a problem.

import assert from 'node:assert/strict';

const WAITS = '地质补勘前移';

export async function practices({ step, accessible }, page, as) {
  const list = async () => {
    await page.locator('.nav-link[href^="/practices"]').click();
    await page.waitForSelector('.practice-card');
  };
  await step('a practice is written from what is over, and waits', async () => {
    await as('clerk');
    await list();
    await accessible(page, 'practices');
    await page.locator('.items-new button').click();
    await page.locator('.practice-source').click();
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').first().click();
    const fields = page.locator('.practice-form textarea:not([aria-hidden])');
    await page.locator('.practice-form input[maxlength="300"]').fill('走查经验：图纸先会签');
    await fields.nth(0).fill('设计、施工同场会签。');
    await fields.nth(1).fill('少返工一次。');
    const kinds = page.locator('.practice-form .ant-select').first();
    if (!(await kinds.locator('.ant-select-selection-item').count())) {
      await kinds.click();
      await page.keyboard.type('用地');
      await page.keyboard.press('Enter');
    }
    await accessible(page, 'writing a practice');
    await page.locator('.practice-form button[type=submit]').click();
    await page.locator('.practice-card.submitted', { hasText: '走查经验' }).waitFor();
  });
  await step('another account’s practice is published', async () => {
    await page.locator('.practice-card.submitted a', { hasText: WAITS }).click();
    await page.locator('[data-act=publish]').click();
    await page.locator('.meeting-step button[type=submit]').click();
    await page.waitForSelector('.practice-state.published');
    await accessible(page, 'a practice');
  });
  await step('it is found from any page by the first letters of its words', async () => {
    await page.locator('.nav-link[href^="/meetings"]').click();
    await page.waitForURL(/\/meetings/);
    await page.keyboard.press('Control+k');
    await page.locator('.search-body input').fill('dzbk');
    await page.locator('[data-hit]', { hasText: WAITS }).waitFor();
    await accessible(page, 'search');
    await page.locator('.search-body input').fill('查无此事甲乙丙丁');
    await page.waitForFunction(() => document.querySelector('.search-foot b'));
    await page.locator('.search-body input').fill('地质補勘');
    await page.locator('[data-hit]', { hasText: WAITS }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/practices\/B/);
  });
  await step('a problem of its kind is offered it; used once, it counts once', async () => {
    await page.locator('.nav-link[href^="/problems"]').click();
    const problem = page.locator('.problem-table tr[data-problem]', { hasText: '设计变更' }).first();
    await problem.locator('[data-do=offers]').click();
    const offer = page.locator('.offers li', { hasText: WAITS });
    await offer.waitFor();
    await accessible(page, 'practices offered');
    await offer.locator('button').click();
    await offer.locator('.offer-used').waitFor();
    await list();
    assert.match(await page.locator('.practice-card', { hasText: WAITS }).innerText(), /用过 1 次/);
  });
}
