import { readFileSync } from 'node:fs';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('the client is generated from the document the server has today (else: npm run api)', async () => {
  const document = readFileSync('../crates/server/openapi.json', 'utf8');
  const wanted = COMMENT_HEADER + astToString(await openapiTS(document));
  expect(readFileSync('src/api/schema.d.ts', 'utf8')).toBe(wanted);
}, 60_000);
