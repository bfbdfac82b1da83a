// What becomes of files of every kind: which are ready, with which variants, and why others are not.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Api } from './harness/api.js';
import { inputs } from './harness/inputs.js';
import { startServer } from './harness/server.js';

const folder = await mkdtemp(join(tmpdir(), 'vitrine-inputs-'));
const server = await startServer();
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
const { key } = await server.createKey('processing');
const api = new Api(server, key);
const table = [];

/** Two at a time: one is made while the other is processed. */
test('every kind of file', { concurrency: 2 }, async (t) => {
  const all = inputs.map((input) => t.test(input.name, () => follow(input)));
  await Promise.all(all);
  const order = new Map(inputs.map(({ name }, i) => [name, i]));
  table.sort((a, b) => order.get(a[0]) - order.get(b[0]));
  for (const [name, status, what] of table) t.diagnostic(`${name.padEnd(16)} ${status.padEnd(8)} ${what}`);
});

async function follow({ name, type, make, becomes, options }) {
  const bytes = await make(join(folder, name));
  const { refusal, file } = await api.offer(bytes, type, name, options);
  if (refusal || becomes.status === 'refused') {
    table.push([name, 'refused', refusal ?? '']);
    assert.equal(refusal, becomes.code);
    return;
  }
  const end = await api.processed(file.id);
  const got = end.state === 'FAILED' ? end.error.code : made(end).join(' ');
  table.push([name, end.state, got]);
  assert.equal(end.state, becomes.status, JSON.stringify(end));
  if (becomes.code) assert.equal(end.error.code, becomes.code);
  const descriptor = await api.call('GET', `/files/get-file-by-id?fileId=${encodeURIComponent(file.id)}`);
  assert.equal(descriptor.file.operationStatus, becomes.status);
  await check(becomes, file.id, end);
}

/** Each wanted variant is there, and its signed URL leads to bytes. */
async function check({ assets: wanted = [], failing = [] }, fileId, end) {
  for (const assetKey of wanted) assert.ok(made(end).includes(assetKey), `${assetKey}: ${JSON.stringify(end)}`);
  const broken = end.variants.filter(({ state }) => state === 'FAILED');
  assert.deepEqual(broken.map(({ assetKey }) => assetKey), failing, JSON.stringify(broken));
  if (wanted.length === 0) return;
  const { downloadUrls } = await api.call('POST', '/files/generate-file-download-url', { fileId, assetKeys: wanted });
  assert.deepEqual(downloadUrls.map(({ assetKey }) => assetKey), wanted);
  for (const { assetKey, url } of downloadUrls) {
    const response = await fetch(url);
    assert.equal(response.status, 200, assetKey);
    const bytes = await response.arrayBuffer();
    assert.ok(bytes.byteLength > 0, assetKey);
    assert.equal(String(bytes.byteLength), response.headers.get('content-length'), assetKey);
  }
}

const made = (end) => end.variants.filter(({ state }) => state === 'READY').map(({ assetKey }) => assetKey);
