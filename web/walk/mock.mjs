// Serves the built pages with the made-up zone behind them: for screenshots and measuring.
// `node walk/mock.mjs [port] [rows]`

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

import { makeComparison, makeSheet, makeTiles, makeWall, makeZone, makeRows, TODAY, WELCOME } from './fixture.mjs';
import { makeCells, makeImports, makePreview } from './intakeFixture.mjs';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

const NONCE = '0123456789abcdef0123456789abcdef';

/** The same policy as the server's. */
const POLICY =
  `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${NONCE}'; img-src 'self' data: blob:; ` +
  "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'";

export function mock({ rows = 120, port = 0 } = {}) {
  const state = { rows, signedIn: false, delay: 0, fail: null, streams: new Set() };
  const server = createServer((request, response) => void answer(state, request, response));
  return new Promise((done) => {
    server.listen(port, '127.0.0.1', () => {
      const close = () => {
        for (const stream of state.streams) stream.end();
        server.closeAllConnections();
        server.close();
      };
      done({ url: `http://127.0.0.1:${server.address().port}`, state, close });
    });
  });
}

async function answer(state, request, response) {
  const url = new URL(request.url, 'http://localhost');
  if (!url.pathname.startsWith('/api/')) return file(url.pathname, response);
  const path = url.pathname.replace('/api/v1', '');
  const query = Object.fromEntries(url.searchParams);
  const say = (status, value) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(value === undefined ? '' : JSON.stringify(value));
  };
  const body = await read(request);
  if (state.delay) await new Promise((done) => setTimeout(done, state.delay));
  if (path === '/welcome') return say(200, WELCOME);
  if (path === '/session') return session(state, request.method, body, say);
  if (!state.signedIn) return say(401, { problems: [problem('server/not-signed-in', '请先登录', 'sign in first')] });
  if (state.fail && path.startsWith(state.fail.path)) return say(state.fail.status, state.fail.body);
  if (path === '/events') return events(state, response);
  if (path === '/zone') return say(200, makeZone());
  if (path === '/wall/compare') return say(200, makeComparison(state.rows, query));
  if (path === '/wall') return say(200, makeWall(state.rows, query));
  if (path === '/indicators') return say(200, { tiles: makeTiles(), true_on: query.true_on ?? TODAY });
  if (path === '/items') return say(200, { items: [], counts: { open: 0, late: 0, soon: 0, waiting: 0, extensions: 0, closed: 0 }, may_assign: false, true_on: query.true_on ?? TODAY });
  if (path === '/cycles') return say(200, { cycles: [], rhythm: null, next: null, may_run: true, true_on: query.true_on ?? TODAY });
  if (path === '/cycles/reminders') return say(200, { reminders: [], true_on: query.true_on ?? TODAY });
  if (path === '/problems') return say(200, { problems: [], counts: { open: 0, blocking: 0, late: 0, unassigned: 0, solved: 0 }, true_on: query.true_on ?? TODAY });
  if (path === '/imports' && request.method === 'GET') return say(200, makeImports());
  if (path.endsWith('/cells')) return say(200, makeCells(query));
  if (path.startsWith('/imports')) return say(200, path.endsWith('/apply') ? { first: 4873, last: 4875, repeated: false } : makePreview(body));
  if (path.startsWith('/projects/')) {
    const row = makeRows(state.rows).find((one) => one.id === path.slice(10));
    return row ? say(200, makeSheet(row)) : say(404, { problems: [problem('server/not-found', '没有这个项目', 'no such project')] });
  }
  return say(404, { problems: [problem('server/not-found', '没有', 'absent')] });
}

function session(state, method, body, say) {
  const who = { account: 'clerk', name: '方知微', roles: ['clerk'], may: ['organise', 'keep_projects', 'report', 'run_cycles', 'read'], unit: null, lang: 'zh-CN' };
  if (method === 'DELETE') {
    state.signedIn = false;
    return say(204);
  }
  if (method === 'POST') {
    const { account, password } = JSON.parse(body.toString());
    if (password !== `demo-${account}`) {
      return say(401, { problems: [{ ...problem('server/wrong-password', '账号或密码不对', 'wrong account or password'), remedy: { zh: '请核对后重试', en: 'check them and try again' } }] });
    }
    state.signedIn = true;
    return say(200, who);
  }
  return state.signedIn ? say(200, who) : say(401, { problems: [] });
}

const problem = (code, zh, en) => ({ code, message: { zh, en }, remedy: { zh: '', en: '' } });

function events(state, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write('event: head\ndata: {"seq":4872,"short_code":"7KQ4-M2XD-91TR"}\n\n');
  state.streams.add(response);
  response.on('close', () => state.streams.delete(response));
}

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function file(path, response) {
  let target = normalize(join(DIST, path));
  if (!target.startsWith(DIST) || !existsSync(target) || statSync(target).isDirectory()) target = join(DIST, 'index.html');
  response.writeHead(200, { 'Content-Type': TYPES[extname(target)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY });
  const bytes = readFileSync(target);
  response.end(target.endsWith('index.html') ? bytes.toString().replace('__CSP_NONCE__', NONCE) : bytes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const served = await mock({ port: Number(process.argv[2] ?? 8090), rows: Number(process.argv[3] ?? 120) });
  process.stdout.write(`${served.url}\n`);
}
