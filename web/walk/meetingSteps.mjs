// A dispatch meeting as the office prepares it: the agenda from what is proposed, held, its book,
// which stays what the meeting saw.

import assert from 'node:assert/strict';

export async function meetings({ step, accessible }, page, as) {
  const open = async () => {
    await page.locator('.nav-link[href^="/meetings"]').click();
    await page.waitForSelector('.meeting-next');
  };
  await step('the next meeting has an agenda that says why each entry is on it', async () => {
    await as('clerk');
    await open();
    await accessible(page, 'meetings');
    await page.locator('.meeting-next h2 a').click();
    await page.waitForSelector('.agenda-chosen .agenda > li');
    assert.match(await page.locator('.agenda-chosen .agenda > li').first().innerText(), /交办 5 项/);
    const taken = await page.locator('.agenda-chosen .agenda > li').count();
    await page.locator('.agenda-proposed .agenda > li button').first().click();
    await page.locator('.agenda-own input').fill('研究下月重点');
    await page.locator('.agenda-own button').click();
    assert.equal(await page.locator('.agenda-chosen .agenda > li').count(), taken + 2);
    await accessible(page, 'agenda');
    await page.locator('.agenda-save button').click();
    await page.waitForFunction(() => document.querySelector('.agenda-save button')?.disabled);
    assert.match(await page.locator('.agenda-chosen').innerText(), /研究下月重点/);
  });
  await step('it is held on the day it is; the book is what the meeting saw', async () => {
    await page.locator('.meeting-acts button', { hasText: '登记已召开' }).click();
    await page.locator('.meeting-step button[type=submit]').click();
    await page.waitForSelector('.meeting-state.held');
    await page.locator('.meeting-acts a', { hasText: '打开调度手册' }).click();
    await page.waitForSelector('.book-entry');
    assert.match(await page.locator('.book-moment').innerText(), /会议所见/);
    await accessible(page, 'dispatch book');
    await page.locator('.page-head h1 a').click();
    await page.locator('.meeting-acts a', { hasText: '会议所见的挂图' }).click();
    await page.waitForSelector('canvas[data-drawn]');
    assert.match(page.url(), /known_at=dispatch-/);
  });
  await step('minutes are issued, and what they ask for is found', async () => {
    await page.goBack();
    await page.waitForSelector('.issue-form');
    await page.locator('.issue-form textarea').first().fill('会议要求，规划建设局要加快推进管线迁改，确保年底前完成。');
    await page.locator('.issue-form button[type=submit]').click();
    await page.locator('.minutes header a').click();
    await page.locator('.words-form button[type=submit]').click();
    await page.waitForSelector('.directive');
    await accessible(page, 'what minutes ask for');
  });
}
