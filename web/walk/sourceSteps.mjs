// Where values come from: a system is defined, its export compared, the table it wants filled in.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export async function sources({ step, accessible }, page, url) {
  await step('a system is defined; a field of another is not offered it', async () => {
    await page.goto(`${url}/sources`);
    await page.waitForSelector('.source-card');
    await accessible(page, 'sources');
    await page.locator('.items-new button').click();
    const form = page.locator('.items-assign form');
    await form.locator('input').nth(0).fill('省重点项目调度平台');
    await form.locator('input').nth(2).fill('province');
    await form.locator('.ant-select').click();
    await page.keyboard.type('总投资');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await accessible(page, 'a source');
    await form.locator('button[type=submit]').click();
    await page.locator('.source-card', { hasText: '省重点项目调度平台' }).waitFor();
  });
  await step('its export changes its own field, and is compared in the others', async () => {
    const row = await page.evaluate(async () => (await (await fetch('/api/v1/wall')).json()).rows[0]);
    await page.goto(`${url}/import`);
    await page.waitForSelector('.paste-box');
    const table = `项目名称\t责任单位\t总投资(万元)\t建设地点\n${row.name}\t${row.unit.name ?? row.unit}\t987654\t走查路一号\n`;
    await page.locator('.paste-box').fill(table);
    await page.waitForSelector('.review-head');
    await page.locator('[role=tab]', { hasText: '各列对应' }).click();
    await page.locator('.source-choice .ant-select').click();
    await page.locator('.ant-select-item-option', { hasText: '省重点项目调度平台' }).click();
    await page.locator('.preview-again').click();
    await page.locator('[role=tab]', { hasText: '差异' }).click();
    const shown = await page.locator('.rows tbody').innerText();
    assert.match(shown, /走查路一号/);
    assert.doesNotMatch(shown, /987654/);
    await accessible(page, 'differences');
    await page.locator('.review-head .ant-btn').first().click();
  });
  await step('the table it wants is filled in, its headings are enough', async () => {
    await page.goto(`${url}/sources`);
    await page.waitForSelector('.source-steps');
    const buffer = Buffer.from('序号,项目名称,总投资(万元),联系电话\n');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.source-steps input[type=file]').first().setInputFiles({ name: '上报.csv', mimeType: 'text/csv', buffer }),
    ]);
    const lines = readFileSync(await file.path()).toString('utf8').trim().split(/\r?\n/);
    assert.ok(lines.length > 50, `${lines.length} lines`);
    assert.match(lines[1], /^1,[^,]+,[\d.]+,$/);
  });
}
