// Notices as a unit meets them: the bell, the list, reading; text and a long picture to paste; the
// channels as the administrator sets them.

import assert from 'node:assert/strict';

const rung = async (page) => {
  const count = page.locator('.nav-bell .bell-count');
  return (await count.count()) === 0 ? 0 : Number.parseInt(await count.innerText(), 10);
};

/** Somebody to whom an item was assigned hears of it, opens it from there, and it is read. */
export async function fromTheBell(page, title) {
  await page.locator('.nav-bell .bell-count').waitFor();
  const before = await rung(page);
  await page.locator('.nav-bell').click();
  const told = page.locator('.notice-row.unread', { hasText: title });
  await told.waitFor();
  assert.match(await told.innerText(), /(新交办|提到您)：.*项目督办〔\d+〕\d+号/);
  await told.locator('.notice-title a').click();
  await page.waitForSelector('.item-drawer');
  await page.waitForFunction((count) => (document.querySelector('.nav-bell .bell-count')?.textContent ?? '0') === count, String(before - 1));
}

export async function notices({ step, accessible }, page, as, enter) {
  await step('notices are read one by one and all together, and stay read', async () => {
    await as('reporter2');
    await page.locator('.nav-bell').click();
    await page.waitForSelector('.notice-row.unread');
    await accessible(page, 'notices');
    const before = await page.locator('.notice-row').count();
    await page.locator('.notice-row .notice-mark').first().click();
    await page.waitForFunction((count) => document.querySelectorAll('.notice-row').length === count, before - 1);
    await page.locator('.notices-acts button', { hasText: '全部标为已读' }).click();
    await page.waitForSelector('.state h2');
    await page.locator('.nav-bell .bell-count').waitFor({ state: 'detached' });
    await page.reload();
    await page.waitForSelector('.state h2');
    await page.locator('.page-head .ant-segmented-item', { hasText: '全部' }).click();
    assert.equal(await page.locator('.notice-row.read').count(), await page.locator('.notice-row').count());
  });
  await step('text and a long picture are made without asking anybody outside', async () => {
    await as('clerk');
    await page.locator('.nav-bell').click();
    await page.waitForSelector('.notices-acts button');
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.locator('.notices-acts button', { hasText: '发各单位' }).click();
    await page.waitForSelector('.share-text');
    const text = await page.locator('.share-text').innerText();
    assert.match(text, /■ 督办事项（\d+）/);
    assert.match(text, /逾期：项目督办〔\d+〕\d+号/);
    await accessible(page, 'text to share');
    await page.locator('.ant-tabs-tab', { hasText: '长图' }).click();
    await page.waitForSelector('.share-picture canvas');
    const drawn = await page.evaluate(() => {
      const canvas = document.querySelector('.share-picture canvas');
      const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, Math.min(canvas.height, 400)).data;
      const colours = new Set();
      for (let i = 0; i < pixels.length; i += 4) colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
      return { width: canvas.width, height: canvas.height, colours: colours.size };
    });
    assert.equal(drawn.width, 1500);
    assert.ok(drawn.height > 600 && drawn.colours > 20, JSON.stringify(drawn));
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('.share-acts button', { hasText: '保存长图' }).click()]);
    assert.match(saved.suggestedFilename(), /\.png$/);
    const own = new URL(page.url()).origin;
    assert.ok(asked.every((url) => url.startsWith(own) || url.startsWith('blob:')), asked.join('\n'));
    await page.keyboard.press('Escape');
    await page.locator('.share-picture').waitFor({ state: 'detached' });
  });
  await step('channels are the administrator’s; an address is not shown again', async () => {
    await enter('sysadmin', '.nav-bell');
    await page.locator('.nav-bell').click();
    await page.waitForSelector('.notice-part-head button');
    await page.locator('.notice-part-head button').first().click();
    const fields = page.locator('.robot-form label input');
    await fields.nth(3).fill('走查群');
    await page.locator('.robot-form input[type=password]').first().fill('https://elsewhere.example.cn/hook?key=walk-secret');
    await page.locator('.robot-form button[type=submit]').click();
    await page.waitForSelector('.robot-form .form-error li');
    await page.locator('.robot-form input[type=password]').first().fill('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=walk-secret-0001');
    await page.locator('.robot-form button[type=submit]').click();
    await page.waitForSelector('.notice-form table tbody tr');
    assert.match(await page.locator('.notice-form table').first().innerText(), /qyapi\.weixin\.qq\.com\/…0001/);
    assert.ok(!(await page.content()).includes('walk-secret'));
    await accessible(page, 'channels');
    await as('clerk');
  });
}
