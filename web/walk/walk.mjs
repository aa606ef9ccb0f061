// The browser walk: a real server, a real Chromium, the way an office goes through the pages.
// `npm run walk`; with --mock the made-up zone stands in for the server; with --at=URL a server
// that runs already is walked (its demonstration zone gains a project).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { openBrowser } from './chromium.mjs';
import { enterprises } from './enterpriseSteps.mjs';
import { items } from './itemSteps.mjs';
import { meetings } from './meetingSteps.mjs';
import { notices } from './noticeSteps.mjs';
import { practices } from './practiceSteps.mjs';
import { purges } from './purgeSteps.mjs';
import { sources } from './sourceSteps.mjs';
import { reports } from './reportSteps.mjs';
import { signoff } from './signoffSteps.mjs';
import { startZone } from './server.mjs';

const mocked = process.argv.includes('--mock');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let passed = 0;
let doing = 'start';
const wrong = [];

async function step(name, work) {
  doing = name;
  await work();
  passed += 1;
  process.stdout.write(`  ${String(passed).padStart(2)} ${name}\n`);
}

/** No serious or critical finding on a page as it stands. */
async function accessible(page, where) {
  // The policy forbids injected script elements; the debugger is not bound by it.
  await page.evaluate(`${axeSource}; undefined`);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'], rules: { region: { enabled: false } } }),
  );
  const bad = found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical');
  const told = bad.map((one) => `${one.id}: ${one.help}\n    ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join('\n    ')}`);
  assert.equal(bad.length, 0, `${where}:\n  ${told.join('\n  ')}`);
}

const rowsOf = async (page) => Number(await page.locator('.board-scroll').getAttribute('aria-rowcount'));

const settled = (page, count) =>
  page.waitForFunction(
    (wanted) => document.querySelector('.board-scroll')?.getAttribute('aria-rowcount') === String(wanted),
    count,
  );

async function signIn(page, url) {
  await step('an unknown visitor is asked to sign in', async () => {
    await page.goto(`${url}/wall`);
    await page.waitForSelector('.sign-demo button');
    assert.match(page.url(), /\/sign-in/);
    assert.equal(await page.locator('.sign-synthetic').count(), 1, 'the synthetic mark');
    await accessible(page, 'sign-in');
  });
  await step('a wrong password is told so', async () => {
    await page.fill('input[name=account]', 'clerk');
    await page.fill('input[name=password]', 'certainly-wrong');
    await page.click('button[type=submit]');
    await page.waitForSelector('[role=alert]');
  });
  await step('a demonstration sign-in opens the wall', async () => {
    await page.locator('.sign-demo button').first().click();
    await page.click('button[type=submit]');
    await page.waitForSelector('canvas[data-drawn]', { timeout: 30_000 });
    assert.match(page.url(), /\/wall/);
  });
}

async function wall(page) {
  let total = 0;
  await step('the wall is drawn, with its head and its place in time', async () => {
    total = await rowsOf(page);
    assert.ok(total >= 100, `${total} rows`);
    const inked = await page.locator('canvas').evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Set();
      for (let i = 0; i < data.length; i += 4 * 97) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
      return colours.size;
    });
    assert.ok(inked > 8, `${inked} colours`);
    assert.match(await page.locator('.pace').innerText(), /\d+\.\d%/);
    assert.equal(await page.locator('.synthetic').count(), 1);
    assert.match(await page.locator('.code code').innerText(), /\S{6,}/);
    const lights = await page.locator('.light-button b').allInnerTexts();
    const counted = lights.map(Number).reduce((a, b) => a + b);
    // Projects that have left the zone stay on the wall and are counted no more.
    assert.ok(counted > total * 0.9 && counted <= total, `${counted} lights of ${total} rows`);
    await accessible(page, 'wall');
  });
  await step('a light filters the rows', async () => {
    const red = page.locator('.light-button').first();
    const count = Number(await red.locator('b').innerText());
    await red.click();
    if (count > 0) await settled(page, count);
    await red.click();
    await settled(page, total);
  });
  await step('/ searches, Escape clears', async () => {
    const name = await page.locator('[role=row] [role=gridcell]:nth-child(2)').nth(4).textContent();
    await page.keyboard.press('/');
    await page.keyboard.type(name.slice(0, 8));
    await page.waitForFunction((before) => Number(document.querySelector('.board-scroll')?.getAttribute('aria-rowcount')) < before, total);
    assert.ok((await rowsOf(page)) >= 1);
    await page.keyboard.press('Escape');
    await settled(page, total);
  });
  await step('arrows walk, Enter opens the reasons, Escape closes', async () => {
    await page.locator('.board-scroll').focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('.drawer .parts > li');
    assert.match(page.url(), /[?&]p=P\d+/);
    const id = new URL(page.url()).searchParams.get('p');
    assert.equal(await page.locator('[role=row][aria-selected=true]').getAttribute('data-project'), id);
    assert.ok((await page.locator('.drawer .fields tr').count()) > 3, 'fields');
    assert.ok((await page.locator('.drawer .trace li').count()) > 0, 'a trace');
    await accessible(page, 'project sheet');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((before) => new URL(location.href).searchParams.get('p') !== before, id);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.drawer', { state: 'detached' });
  });
  await step('a click on a row opens it too', async () => {
    await page.mouse.move(300, 400);
    await page.waitForSelector('.board-tip:not([hidden])');
    await page.mouse.click(300, 400);
    await page.waitForSelector('.drawer-title');
    await page.locator('.drawer-head button[aria-label]').click();
  });
  await step('the wall goes back to a mark and returns', async () => {
    const before = await page.locator('.clock-date input').inputValue();
    await page.locator('.clocks > button').first().click();
    await page.waitForSelector('.clocks.past');
    assert.match(page.url(), /known_at=/);
    await page.waitForFunction((then) => document.querySelector('.clock-date input')?.value !== then, before);
    await page.locator('.clocks .ant-btn-primary').click();
    await page.waitForSelector('.clocks:not(.past)');
    await settled(page, total);
  });
  await step('the keyboard goes from mark to mark, on the slider and beside it', async () => {
    const handle = page.locator('.clock-slider [role=slider]');
    await handle.focus();
    await page.keyboard.press('ArrowLeft');
    await page.waitForSelector('.clocks.past');
    const [one, date] = [new URL(page.url()).searchParams.get('known_at'), new URL(page.url()).searchParams.get('true_on')];
    assert.ok(one && date, page.url());
    await page.locator('.board-scroll').focus();
    await page.keyboard.press('[');
    await page.waitForFunction((before) => new URL(location.href).searchParams.get('known_at') !== before, one);
    for (const key of [']', ']']) await page.keyboard.press(key);
    await page.waitForSelector('.clocks:not(.past)');
    await settled(page, total);
  });
  await compare(page, total);
  await meeting(page);
  return total;
}

async function compare(page, total) {
  await step('the wall is held against an earlier moment', async () => {
    await page.locator('.filter-with').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.compare-moves');
    assert.match(page.url(), /[?&]with=/);
    const moves = await page.locator('.compare-move:not([disabled])').count();
    assert.ok(moves > 0, 'something moved');
    const pick = page.locator('.compare-move:not([disabled]):not(.gone)').first();
    const count = Number(await pick.locator('b').innerText());
    await pick.click();
    await settled(page, count);
    assert.ok((await page.locator('.attention li').count()) > 0, 'the list of changes');
    await accessible(page, 'comparison');
    await page.locator('.compare-bar > .ant-btn').click();
    await page.waitForSelector('.compare-bar', { state: 'detached' });
    await settled(page, total);
  });
}

async function meeting(page) {
  await step('a meeting goes from project to project with the keyboard', async () => {
    await page.locator('.filters .ant-btn:has(.anticon-fullscreen)').click();
    await page.waitForSelector('.meeting-facts section');
    assert.equal(await page.locator('.meeting-facts section').count(), 3);
    const first = await page.locator('.meeting-project h2').innerText();
    await page.keyboard.press('PageDown');
    await page.waitForFunction((before) => document.querySelector('.meeting-project h2')?.innerText !== before, first);
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction((before) => document.querySelector('.meeting-project h2')?.innerText === before, first);
    await page.waitForSelector('.meeting-facts section');
    await accessible(page, 'meeting');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.meeting', { state: 'detached' });
    await page.waitForSelector('.filters');
  });
}

/** Each role is offered its own pages; an address it may not open says so. */
async function roles(context, url) {
  const open = async (account) => {
    const page = await context.newPage();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${url}/sign-in`);
    await page.locator('.sign-demo button', { hasText: account }).first().click();
    await page.click('button[type=submit]');
    await page.waitForSelector('.nav');
    return page;
  };
  await step('a leader is offered no import; a phone reaches every filter', async () => {
    const page = await open('leader');
    await page.waitForSelector('canvas[data-drawn]');
    assert.equal(await page.locator('.nav-link[href^="/import"]').count(), 0);
    await page.locator('.filter-open').click();
    await page.waitForSelector('.filter-sheet .filter-group');
    for (const one of ['unit', 'sponsor', 'stage', 'group', 'with']) assert.equal(await page.locator(`.filter-sheet .filter-${one}`).count(), 1, one);
    await accessible(page, 'filters on a phone');
    await page.goto(`${url}/import`);
    await page.waitForSelector('.state[role=alert]');
    assert.equal(await page.locator('input[type=file]').count(), 0);
    await page.close();
  });
  await step('an auditor is told that there are no pages for the account', async () => {
    const page = await open('auditor');
    await page.waitForSelector('.state h2');
    assert.equal(await page.locator('.nav a').count(), 0);
    await page.close();
  });
  await step('the security administrator adds an account, disables it, and keeps the own password', async () => {
    const page = await open('secadmin');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${url}/accounts`);
    await page.waitForSelector('.account-table tbody tr');
    const before = await page.locator('.account-table tbody tr').count();
    await page.locator('.account-form input').first().fill(`walker-${Date.now()}`);
    await page.locator('.account-form .roles-picker').click();
    await page.locator('.ant-select-item-option').first().click();
    await page.keyboard.press('Escape');
    await page.locator('.account-form button[type=submit]').click();
    await page.waitForSelector('.drawn-password');
    assert.ok((await page.locator('.drawn-password').innerText()).length >= 8);
    await page.waitForFunction((count) => document.querySelectorAll('.account-table tbody tr').length > count, before);
    await accessible(page, 'accounts');
    await page.locator('.nav-own').click();
    for (const nth of [0, 1, 2]) await page.locator('.own-password input').nth(nth).fill('not-the-password');
    await page.locator('.own-password button[type=submit]').click();
    await page.waitForSelector('.own-password [role=alert]');
    await accessible(page, 'the own password');
    await page.close();
  });
}

async function others(page) {
  await step('the indicators are told', async () => {
    await page.locator('.nav-link[href^="/indicators"]').click();
    await page.waitForSelector('.indicator-table tbody tr');
    assert.ok((await page.locator('.indicator-table tbody tr').count()) >= 4);
    await accessible(page, 'indicators');
  });
  if (!mocked) await step('one indicator: its course, its units, what lies ahead', async () => {
    await page.locator('.indicator-table tbody th a').first().click();
    await page.waitForSelector('.indicator-sheet .course');
    assert.ok((await page.locator('.indicator-sheet .indicator-table tbody tr').count()) >= 2);
    await accessible(page, 'one indicator');
  });
  if (!mocked) await step('a target is broken down: what is typed stays, the sum stays the target', async () => {
    await page.locator('a[href*="/decomposition"]').click();
    await page.waitForSelector('.decomposition-table .cell');
    await accessible(page, 'decomposition');
    const cells = page.locator('.decomposition-table tbody tr:nth-child(2) .cell');
    const years = page.locator('.decomposition-table td:nth-child(3)');
    const type = async (text, shown) => {
      await cells.nth(0).fill(text);
      await cells.nth(0).press('Enter');
      await page.waitForSelector(shown);
      await page.waitForSelector('[aria-busy=false] .decomposition-table');
    };
    await type('３00', '.decomposition-table .cell.locked');
    assert.equal(await cells.nth(0).inputValue(), '300');
    const rest = await years.locator('.cell').evaluateAll((inputs) => inputs.map((input) => Math.round(Number(input.value) * 100)));
    const target = Math.round(Number((await years.first().innerText()).replace(/,/g, '')) * 100);
    assert.equal(rest.reduce((sum, part) => sum + part, 0), target);
    await type('99999999', '.decomposition .form-error');
    await type('', '.decomposition:not(:has(.form-error))');
    await page.locator('.decomposition-record input').first().fill('管发〔2026〕12号');
    const reason = page.locator('.decomposition-record textarea');
    if (await reason.count()) await reason.first().fill('年中调整');
    await page.locator('.decomposition-record button[type=submit]').click();
    await page.waitForSelector('.indicator-sheet');
    assert.match(await page.locator('.indicator-sheet').innerText(), /管发〔2026〕12号/);
    await page.locator('.nav-link[href^="/indicators"]').click();
    await page.waitForSelector('.indicator-table tbody tr');
  });
  if (!mocked) await step('a pasted table of figures is looked at, put right, and recorded', async () => {
    await page.locator('.figures-link[href*="figures"]').click();
    await page.waitForSelector('.figures textarea');
    const look = async (text, shown) => {
      await page.locator('.figures textarea').fill(text);
      await page.locator('.figures-in button').click();
      await page.waitForSelector(shown);
    };
    await look('2020年\n指标\t1-2月\n没有这项\t1\n', '.figures-found .problems');
    await look('2020年\n指标\t计量单位\t1-2月\t1-3月\n固定资产投资\t万元\t123,000\t210,000\n', '.figures-found .indicator-table tbody tr:nth-child(2)');
    await accessible(page, 'figures');
    assert.match(await page.locator('.figures-found .indicator-table').innerText(), /12\.3/);
    await page.locator('.figures-found .ant-btn-primary').click();
    await page.waitForSelector('.indicator-bar');
  });
  if (!mocked) await step('what was said and promised stands beside what came', async () => {
    await page.locator('a[href^="/indicators/honesty"]').click();
    await page.waitForSelector('.honesty .indicator-table tbody tr');
    assert.ok((await page.locator('.honesty .reliability circle').count()) > 0);
    await page.locator('.honesty summary').first().click();
    await accessible(page, 'honesty');
    await page.locator('.nav-link[href^="/indicators"]').click();
    await page.waitForSelector('.indicator-bar');
  });
  await step('cycles and marks lead to the wall of then', async () => {
    await page.locator('.nav-link[href^="/cycles"]').click();
    await page.waitForSelector('.boxed tbody a');
    await accessible(page, 'cycles');
    await page.locator('.boxed tbody a').first().click();
    await page.waitForSelector('.clocks.past');
    await page.locator('.clocks .ant-btn-primary').click();
  });
  await step('the other language is complete on the page', async () => {
    await page.locator('nav button.nav-link:not(.nav-find)').first().click();
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    assert.equal(await page.locator('h1').innerText(), 'Project wall');
    await page.locator('.board-scroll').focus();
    for (const key of ['Home', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('.drawer .parts > li');
    const reason = (await page.locator('.reason').innerText()).replace(/[“"][^”"]*[”"]/g, '');
    assert.doesNotMatch(reason, /[\u4e00-\u9fff]/, 'no Chinese in the reason of a light');
    await page.keyboard.press('Escape');
    await page.locator('nav button.nav-link:not(.nav-find)').first().click();
  });
}

const csv = (lines) => ({ name: '新增项目.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${lines.join('\n')}\n`) });

async function intake(page, context, url, total) {
  await step('a file that is no spreadsheet is refused in words', async () => {
    await page.goto(`${url}/import`);
    await page.setInputFiles('input[type=file]', { name: '坏.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('not a workbook') });
    await page.waitForSelector('.form-error .problems li');
    await accessible(page, 'import');
  });
  const unit = await page.evaluate(async () => (await (await fetch('/api/v1/zone')).json()).units[0].name);
  const head = '项目名称,责任单位,总投资(万元),2026年计划投资(万元)';
  await step('a doubtful column is corrected by dragging a field onto it; its bad cell is named', async () => {
    await page.setInputFiles('input[type=file]', csv([head, `走查测试甲项目,${unit},约三千,100`]));
    await page.waitForSelector('.review');
    await page.locator('.ant-tabs-tab').first().click();
    // A column of amounts without one number was taken for a column of the office's own.
    const doubtful = page.locator('.map-head.low');
    const column = await doubtful.first().getAttribute('data-column');
    await page.locator('.chip[data-field=total_investment]').dragTo(doubtful.first());
    await page.waitForSelector(`.map-head.high[data-column=${column}] .measure`);
    await page.waitForFunction(() => document.querySelectorAll('.map-grid tbody td[title]').length >= 4);
    await accessible(page, 'mapping');
    await page.locator('.preview-again').click();
    await page.locator('.ant-tabs-tab').nth(1).click();
    await page.waitForSelector('.wrong tbody tr.error');
    assert.match(await page.locator('.wrong tbody').innerText(), /C2/);
    assert.ok(await page.locator('.review .apply').isDisabled());
    await page.locator('.wrong .place-button', { hasText: 'C2' }).click();
    await page.waitForSelector('.surroundings td.here');
    assert.equal(await page.locator('.surroundings td.here').innerText(), '约三千');
    await accessible(page, 'problems of a file');
  });
  await step('a field is put on a column with the keyboard alone', async () => {
    await page.locator('.ant-tabs-tab').first().click();
    const chip = page.locator('.chip[data-field=remark]');
    await chip.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.map.carrying');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.map:not(.carrying)');
    await chip.focus();
    await page.keyboard.press('Enter');
    await page.locator('.map-head[data-column=D] .map-drop').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.chip[data-field=remark] small')?.textContent === 'D');
    await page.locator('.review-head .ant-btn').first().click();
  });
  await step('a good file is previewed, applied, and every open page sees it', async () => {
    const other = await context.newPage();
    await other.goto(`${url}/wall`);
    await other.waitForSelector('canvas[data-drawn]');
    await page.setInputFiles('input[type=file]', csv([head, `走查测试甲项目,${unit},3000,1000`]));
    await page.waitForSelector('.rows tbody tr');
    await accessible(page, 'preview');
    await page.locator('.review .apply').click();
    await page.waitForSelector('.state h2');
    await settled(other, total + 1);
    await other.close();
    await page.locator('.state .bar .ant-btn').nth(1).click();
  });
  await step('a table is pasted from the clipboard; what is not applied waits', async () => {
    await page.waitForSelector('.paste-box');
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    }, `项目名称\t责任单位\t总投资(万元)\n滨河污水管网走查\t${unit}\t4777\n`);
    await page.locator('[role=tab]', { hasText: '新增' }).click();
    await page.waitForSelector('.rows tbody tr');
    assert.match(await page.locator('.rows tbody').innerText(), /滨河污水管网走查/);
    await page.locator('.review-head .ant-btn').first().click();
    await page.waitForSelector('.waiting li');
    await accessible(page, 'start of an import');
  });
  await step('the ledger as it came in, the checked copy and the forms are taken out', async () => {
    const buttons = page.locator('.take-out .ant-btn');
    assert.equal(await buttons.count(), 3);
    for (const [at, name] of [/\.csv$/, /\.xlsx$/, /\.zip$/].entries()) {
      const [file] = await Promise.all([page.waitForEvent('download'), buttons.nth(at).click()]);
      assert.match(file.suggestedFilename(), name);
      const bytes = readFileSync(await file.path());
      if (at === 0) assert.match(bytes.toString('utf8'), /走查测试甲项目/);
      else assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    }
  });
  await step('the import is undone as one step', async () => {
    await page.waitForSelector('.applied tbody tr');
    await page.locator('.applied tbody tr').first().locator('.ant-btn', { hasText: '撤销' }).click();
    await page.waitForSelector('.would-undo p');
    assert.match(await page.locator('.would-undo').innerText(), /走查测试甲项目/);
    await accessible(page, 'undo');
    await page.locator('.ant-modal-footer .ant-btn-primary').click();
    await page.waitForSelector('.applied tbody tr.ignored');
    await page.goto(`${url}/wall`);
    await settled(page, total);
  });
}

async function leave(page, url) {
  await step('signing out closes the door', async () => {
    await page.goto(`${url}/wall`);
    await page.locator('nav button.nav-link').last().click();
    await page.waitForSelector('.sign form');
    await page.goto(`${url}/indicators`);
    await page.waitForURL(/sign-in/);
  });
}

const at = process.argv.find((one) => one.startsWith('--at='))?.slice(5);
const zone = at ? { url: at, close() {} } : mocked ? await (await import('./mock.mjs')).mock() : await startZone();
let browser;
try {
  browser = await openBrowser();
  const { context } = browser;
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(Number(process.env.WALK_PATIENCE_MS ?? 20_000));
  // A refused request is what some steps are about; anything else in the console is a bug.
  context.on('console', (message) => {
    if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text())) wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(String(error)));
  await signIn(page, zone.url);
  const total = await wall(page);
  await others(page);
  if (!mocked) await intake(page, context, zone.url, total);
  if (!mocked) await sources({ step, accessible }, page, zone.url);
  const enter = async (account, start) => {
    await page.goto(`${zone.url}/sign-in`);
    await page.locator('.sign-demo button', { hasText: account }).first().click();
    await page.click('button[type=submit]');
    await page.waitForSelector(start);
  };
  const as = async (account) => {
    await enter(account, '.nav-link[href^="/items"]');
    await page.locator('.nav-link[href^="/items"]').click();
    await page.waitForSelector('.item-table tbody tr');
  };
  if (!mocked) await items({ step, accessible }, page, as);
  if (!mocked) await notices({ step, accessible }, page, as, enter);
  if (!mocked) await reports({ step, accessible }, page, as);
  if (!mocked) await signoff({ step, accessible }, page, as, context);
  if (!mocked) await meetings({ step, accessible }, page, as);
  if (!mocked) await practices({ step, accessible }, page, as);
  if (!mocked) await purges({ step, accessible }, page, as, enter);
  if (!mocked) {
    await as('clerk');
    await enterprises({ step, accessible }, page, zone.url, enter);
  }
  // Last, for it signs others in.
  if (!mocked) await roles(context, zone.url);
  await leave(page, zone.url);
  await step('nothing went wrong unseen', async () => assert.deepEqual(wrong, []));
  process.stdout.write(`walk: ${passed} passed, 0 failed\n`);
} catch (error) {
  process.stderr.write(`walk: failed at "${doing}" after ${passed} steps\n${error?.stack ?? error}\n`);
  process.stdout.write(`walk: ${passed} passed, 1 failed\n`);
  process.exitCode = 1;
} finally {
  await browser?.close().catch(() => {});
  zone.close();
}
