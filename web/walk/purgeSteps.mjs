// A purge as it is asked for by one account, confirmed by another, and what pages say of it then.

import assert from 'node:assert/strict';

const SECRET = '走查：误写的手机号 13900000000';

export async function purges({ step, accessible }, page, as, enter) {
  let id = '';
  await step('a clerk asks that a comment be purged, and does not confirm it', async () => {
    await as('clerk');
    await page.locator('.item-table .item-open').first().click();
    await page.waitForSelector('.item-drawer .talk');
    await page.locator('.item-drawer .talk-words textarea').fill(SECRET);
    await page.locator('.item-drawer .talk-form button[type=submit]').click();
    const said = page.locator('.item-drawer .talk-one', { hasText: SECRET });
    await said.waitFor();
    id = await said.getAttribute('data-comment');
    await said.locator('[data-do=purge]').click();
    await page.locator('.purge-form .ant-select').click();
    await page.keyboard.press('Enter');
    await page.locator('.purge-form input:not([role=combobox])').fill('误写了 13900000000');
    await accessible(page, 'asking for a purge');
    await page.locator('.purge-form button[type=submit]').click();
    // A reason that repeats it is refused where it stands.
    await page.locator('.purge-form', { hasText: '复述' }).waitFor();
    await page.locator('.purge-form input:not([role=combobox])').fill('误写了个人电话');
    await page.locator('.purge-form button[type=submit]').click();
    await said.locator('.purge-asked').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.nav-link[href^="/purges"]').click();
    const card = page.locator('.purge-card.waiting', { hasText: id });
    await card.waitFor();
    assert.equal(await card.locator('[data-act=confirm]').count(), 0);
    await accessible(page, 'purges');
  });
  await step('the security administrator confirms it without reading it', async () => {
    await enter('secadmin', '.nav-link[href^="/purges"]');
    await page.locator('.nav-link[href^="/purges"]').click();
    const card = page.locator('.purge-card.waiting', { hasText: id });
    await card.locator('[data-act=confirm]').click();
    await accessible(page, 'confirming a purge');
    await card.locator('[data-act=purge]').click();
    const gone = page.locator('.purge-card.confirmed', { hasText: id });
    await gone.waitFor();
    assert.ok(!(await page.locator('.purges').innerText()).includes('13900000000'));
  });
  await step('the comment says that it was purged, why, and by whom', async () => {
    await as('clerk');
    await page.locator('.item-table .item-open').first().click();
    const said = page.locator(`.item-drawer [data-comment="${id}"]`);
    await said.waitFor();
    assert.match(await said.innerText(), /已清除：个人信息，clerk 申请，secadmin 确认/);
    assert.ok(!(await page.locator('.item-drawer').innerText()).includes('13900000000'));
    await page.keyboard.press('Escape');
  });
}
