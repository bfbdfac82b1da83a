// Uppy's tus plugin in Chromium, on a page of another origin, so that CORS is real.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startBrowser } from './harness/browser.js';
import { ChaosProxy } from './harness/chaos-proxy.js';
import { sha256 } from './harness/clients.js';
import { Random, textOf } from './harness/random.js';
import { againstReference, seed, startTarget } from './harness/resumable.js';

const SIZE = 3_000_000;
const CHUNK = 250_000;

const [{ server, mint }, browser] = await Promise.all([startTarget(), startBrowser()]);
after(() => Promise.all([server.stop(), browser.close()]));
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-uppy-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const onlyOurs = againstReference ? '@tus/server has no finishing PUT for another origin' : false;
let made = 0;

/** A file on disk, as a person would choose it, and where it goes. */
async function newFile() {
  const name = `chosen ${++made}.txt`;
  const source = textOf(name, SIZE);
  const path = join(folder, name);
  await writeFile(path, source);
  return { name, source, path, minted: await mint(name) };
}

const prepare = (tab, minted, options) =>
  tab.evaluate(([where, how]) => window.page.prepare(where, how), [minted, options]);

async function choose(tab, path) {
  await tab.setInputFiles('input', path);
  await tab.evaluate(() => window.page.addChosen());
}

const upload = (tab) => tab.evaluate(() => window.page.upload());

/** Finishes from the page, and compares what the world can download with what was chosen. */
async function assertFinishes(tab, minted, name, source) {
  if (againstReference) return;
  const { status, body } = await tab.evaluate(
    ([where, as]) => window.page.finish(where, as), [minted, name],
  );
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.file.displayName, name);
  const { pathname } = new URL(body.file.url);
  const response = await fetch(server.origin + pathname);
  assert.equal(sha256(Buffer.from(await response.arrayBuffer())), sha256(source));
}

const of = (answers, method) => answers.filter((answer) => answer.method === method);

for (const [manner, options, patches] of [
  ['in one piece', {}, 1],
  ['in chunks', { chunkSize: CHUNK }, SIZE / CHUNK],
]) {
  test(`uploads a chosen file ${manner}`, async () => {
    const { name, source, path, minted } = await newFile();
    const { context, tab, answers } = await browser.visit();
    await prepare(tab, minted, options);
    await choose(tab, path);
    const { successful, failed } = await upload(tab);
    assert.deepEqual(failed, []);
    assert.equal(successful.length, 1);
    assert.deepEqual(of(answers, 'POST').map(({ status }) => status), [201]);
    assert.deepEqual(of(answers, 'PATCH').map(({ status }) => status), new Array(patches).fill(204));
    await assertFinishes(tab, minted, name, source);
    await context.close();
  });
}

test('uploads what the page made itself', async () => {
  const minted = await mint('made.txt');
  const source = textOf('made', 40_000);
  const { context, tab } = await browser.visit();
  await prepare(tab, minted, {});
  await tab.evaluate((text) => window.page.addText('made.txt', text), source.toString());
  assert.deepEqual((await upload(tab)).failed, []);
  await assertFinishes(tab, minted, 'made.txt', source);
  await context.close();
});

test('goes on when the network breaks', async (t) => {
  const random = new Random(`${seed}/uppy`);
  const proxy = await ChaosProxy.start(server.origin, random, 12);
  try {
    const { name, source, path, minted: { uploadUrl, uploadToken } } = await newFile();
    const minted = { uploadUrl: proxy.through(uploadUrl), uploadToken };
    const { context, tab } = await browser.visit();
    await prepare(tab, minted, { chunkSize: CHUNK });
    await choose(tab, path);
    assert.deepEqual((await upload(tab)).failed, []);
    t.diagnostic(`connections by fate: ${JSON.stringify(proxy.counts)}`);
    const { pass, ...faults } = proxy.counts;
    assert.ok(Object.values(faults).reduce((sum, count) => sum + count) > 5, 'the network broke');
    proxy.calm();
    await assertFinishes(tab, minted, name, source);
    await context.close();
  } finally {
    await proxy.close();
  }
});

test('waits while there is no network at all, and goes on where it was', async () => {
  const { name, source, path, minted } = await newFile();
  const { context, tab, answers } = await browser.visit();
  await prepare(tab, minted, { chunkSize: 50_000 });
  await choose(tab, path);
  const ending = upload(tab);
  await tab.waitForFunction(() => window.page.chunksAccepted >= 3);
  await context.setOffline(true);
  await tab.waitForFunction(() => !navigator.onLine);
  const before = of(answers, 'PATCH').length;
  assert.ok(before < SIZE / 50_000, 'was interrupted before its end');
  await context.setOffline(false);
  assert.deepEqual((await ending).failed, []);
  assert.deepEqual(of(answers, 'POST').map(({ status }) => status), [201]);
  await assertFinishes(tab, minted, name, source);
  await context.close();
});

test('resumes in a page that was loaded again', async () => {
  const { name, source, path, minted } = await newFile();
  const { context, tab, answers } = await browser.visit();
  await prepare(tab, minted, { chunkSize: 50_000 });
  await choose(tab, path);
  await tab.evaluate(() => void window.page.upload());
  await tab.waitForFunction(() => window.page.chunksAccepted >= 3);
  await tab.reload();

  answers.length = 0;
  await prepare(tab, minted, { chunkSize: CHUNK });
  await choose(tab, path);
  assert.deepEqual((await upload(tab)).failed, []);
  assert.deepEqual(of(answers, 'POST'), []);
  assert.equal(of(answers, 'HEAD').length, 1);
  const [first] = of(answers, 'PATCH');
  assert.ok(first.sentOffset >= 150_000, `went on at ${first.sentOffset}`);
  await assertFinishes(tab, minted, name, source);
  await context.close();
});

test('can read on another origin why an upload was refused', { skip: onlyOurs }, async () => {
  const { path, minted: { uploadUrl } } = await newFile();
  const { context, tab } = await browser.visit();
  await prepare(tab, { uploadUrl });
  await choose(tab, path);
  const { successful, failed } = await upload(tab);
  assert.deepEqual(successful, []);
  assert.equal(failed[0].status, 401);
  assert.match(failed[0].error, /UPLOAD_TOKEN_MISSING/);
  await context.close();
});
