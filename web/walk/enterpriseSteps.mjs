// The round of a request: a ledger is pasted, an enterprise asks on its phone, its unit answers, the
// enterprise has the last word.

import assert from 'node:assert/strict';

const TABLE = '企业名称\t责任单位\t产值(万元)\t用电量(万度)\t产能利用率\n走查精密\t智能制造产业园\t820\t12.5\t104%\n晨曜精密机械\t\t2760\t41\t87\n';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

export async function enterprises({ step, accessible }, page, url, enter) {
  const asking = '走查：需要增容 200 千伏安';
  await step('enterprises are listed, the marked ones first; an empty state; one of them', async () => {
    await page.locator('.nav-link[href^="/enterprises"]').click();
    await page.waitForSelector('.firm-table tbody tr');
    assert.ok((await page.locator('.firm-table tbody tr').count()) >= 12);
    assert.match(await page.locator('.firm-table tbody tr').first().innerText(), /重点关注/);
    await accessible(page, 'enterprises');
    await page.locator('.items-search input').fill('没有这家企业');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.state h2');
    await page.locator('.items-search input').fill('');
    await page.keyboard.press('Enter');
    await page.locator('.firm-table .item-open').first().click();
    await page.waitForSelector('.firm-months tbody tr');
    await accessible(page, 'one enterprise');
  });
  await step('a ledger is pasted, looked at, asked about, and applied', async () => {
    await page.locator('.firm-tabs a[href^="/enterprises"]').click();
    await page.waitForSelector('.firm-table');
    await page.locator('.items-new button').first().click();
    await page.fill('textarea.firm-text', TABLE);
    await page.locator('.firm-paste button[type=submit]').click();
    await page.waitForSelector('.firm-looked .form-error li');
    assert.match(await page.locator('.firm-looked').innerText(), /超过 100%/);
    await accessible(page, 'a pasted ledger');
    await page.locator('.firm-looked tbody input').first().fill('加班赶订单');
    await page.locator('.firm-paste button[type=submit]').click();
    await page.waitForSelector('.firm-apply:not([disabled])');
    await page.locator('.firm-apply').click();
    await page.waitForSelector('.firm-paste', { state: 'detached' });
    await page.waitForFunction(() => document.querySelector('.firm-table')?.textContent?.includes('走查精密'));
  });
  await step('a contract is signed with what each side promises, and a promise is kept', () => contract(page, accessible));
  await step('an enterprise asks on its phone, and sees nothing but itself', async () => {
    await page.setViewportSize(PHONE);
    await enter('enterprise', '.own-page');
    assert.equal(await page.locator('.nav-link[href]:not(.nav-bell)').count(), 1);
    await page.locator('.own-ask').click();
    await page.locator('[data-kind=energy]').click();
    await page.fill('.own-text', asking);
    await accessible(page, "an enterprise's own page");
    await page.locator('.own-asking button[type=submit]').click();
    await page.waitForFunction((text) => [...document.querySelectorAll('.own-card p')].some((own) => own.textContent === text), asking);
    const small = await page.evaluate(() => [...document.querySelectorAll('.own-page button')].filter((own) => own.getBoundingClientRect().height < 44).length);
    assert.equal(small, 0, 'every target is 44 pixels or more');
    for (const path of ['/wall', '/enterprises', '/requests', '/items']) {
      await page.goto(`${url}${path}`);
      await page.waitForSelector('.state[role=alert]');
    }
  });
  await step('the unit answers, the enterprise sends it back, and confirms the next answer', async () => {
    for (const [answer, word] of [
      ['已列入计划', 'back'],
      ['已增容送电', 'enough'],
    ]) {
      await page.setViewportSize(DESK);
      await enter('reporter', '.board-scroll');
      await page.goto(`${url}/requests`);
      await page.locator('.request-table .item-open', { hasText: asking }).click();
      await page.locator('[data-act=answer]').click();
      await page.fill('textarea.request-words', answer);
      await accessible(page, 'a request to be answered');
      await page.locator('.drawer .item-form button[type=submit]').click();
      await page.waitForSelector('[data-act=answer]', { state: 'detached' });
      await page.setViewportSize(PHONE);
      await enter('enterprise', '.own-page');
      const card = page.locator('.own-card', { hasText: asking });
      await card.locator('blockquote', { hasText: answer }).waitFor();
      if (word === 'back') {
        await card.locator('.own-back').click();
        await card.locator('textarea.ant-input').fill('还没有送电');
      } else {
        await card.locator('[data-rating="5"]').click();
      }
      await card.locator('form:not(.talk-form) button[type=submit]').first().click();
      await card.locator('.own-word').waitFor({ state: 'detached' });
    }
    await page.setViewportSize(DESK);
    await enter('leader', '.board-scroll');
    await page.goto(`${url}/requests?over=true`);
    const row = page.locator('.request-table tr', { hasText: asking });
    assert.match(await row.innerText(), /企业退回 1 次[\s\S]*满意度 5\/5/);
    await accessible(page, 'how units do');
  });
}

/** The first open negotiation is signed; without the number of its contract it cannot be. */
async function contract(page, accessible) {
  await page.locator('.firm-tabs a[href^="/negotiations"]').click();
  await page.waitForSelector('.deal-card [data-do=sign]');
  const first = page.locator('.deal-card', { has: page.locator('[data-do=sign]') }).first();
  const id = await first.getAttribute('data-deal');
  const card = page.locator(`.deal-card[data-deal="${id}"]`);
  const standing = Number((await page.locator('.items-summary').innerText()).match(/已签约 (\d+)/)?.[1]);
  await card.locator('[data-do=sign]').click();
  const sign = card.locator('form button[type=submit]');
  assert.ok(await sign.isDisabled(), 'a contract has a number');
  const typed = (label, text) => card.getByLabel(label, { exact: true }).fill(text);
  await typed('合同号', '走查投资〔2026〕7号');
  await typed('签约金额', '36,000');
  await typed('承诺事项 1', '两年内投产');
  await card.getByLabel('期限 1').fill('2028-12-29');
  await page.keyboard.press('Enter');
  await card.locator('form button', { hasText: '再加一条' }).click();
  await typed('承诺事项 2', '六月底前交地');
  await card.getByLabel('承诺方 2').click();
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').nth(1).click();
  await accessible(page, 'a contract to be signed');
  await sign.click();
  await card.locator('.plan-measures li').nth(1).waitFor();
  const told = await card.innerText();
  assert.match(told, /走查投资〔2026〕7号/);
  assert.match(told, /两年内投产[\s\S]*企业方[\s\S]*2028-12-29/);
  assert.match(told, /六月底前交地/);
  assert.equal(await card.locator('[data-do=sign]').count(), 0, 'it is signed once');
  await card.locator('.plan-measures li').nth(1).locator('button').click();
  await card.locator('.plan-measures li').nth(1).locator('button').waitFor({ state: 'detached' });
  await page.waitForFunction((count) => document.querySelector('.items-summary')?.textContent?.includes(`已签约 ${count}`), standing + 1);
  await accessible(page, 'negotiations');
}
