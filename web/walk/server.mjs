// Starts a wallchart of its own for the walk: a fresh demonstration zone in a temporary folder.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../../target', import.meta.url));
const READY_MS = 180_000;

function program() {
  const named = process.env.WALLCHART_BIN;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`WALLCHART_BIN names ${named}, which does not exist.`);
  }
  const built = ['release', 'debug'].map((profile) => join(TARGET, profile, 'wallchart')).find(existsSync);
  if (built) return built;
  throw new Error('No wallchart is built: run `make build`, or set WALLCHART_BIN to the program.');
}

export async function startZone() {
  const folder = mkdtempSync(join(tmpdir(), 'wallchart-walk-'));
  const args = ['demo', 'zone', '--data', join(folder, 'data'), '--serve', '--listen', '127.0.0.1:0'];
  const child = spawn(program(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const close = () => {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const url = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no address after ${READY_MS / 1000} s:\n${said}`)), READY_MS);
    const hear = (part) => {
      said += part;
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said);
      if (!found) return;
      clearTimeout(late);
      done(found[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`wallchart ended with ${code}:\n${said}`)));
  }).catch((error) => {
    close();
    throw error;
  });
  return { url, close };
}
