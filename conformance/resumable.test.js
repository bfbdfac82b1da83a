// tus-js-client in each of its manners, through the official client's resumable upload URL.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import * as tus from 'tus-js-client';
import { later } from './harness/later.js';
import { textOf } from './harness/random.js';
import {
  againstReference, assertBecomesFile, codeOf, documentedOptions, finishOnce, startTarget,
} from './harness/resumable.js';
import { prepare, send } from './harness/tus-client.js';

const SIZE = 3_000_000;
const CHUNK = 700_000;

const { server, mint } = await startTarget();
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-resumable-'));
});
after(() => server.stop());
after(() => rm(folder, { recursive: true, force: true }));

const notInReference = againstReference ? '@tus/server does not do this' : false;
let made = 0;

/** A source, where it goes, and the options that everybody starts from. */
async function newUpload(size = SIZE) {
  const name = `résumé ${++made}.txt`;
  const minted = await mint(name);
  return { name, minted, source: textOf(name, size), options: documentedOptions(minted, name) };
}

const statusesOf = (answers) => answers.map(({ status }) => status);

test('uploads as the documentation tells: one POST without a body, one PATCH', async () => {
  const { name, minted, source, options } = await newUpload();
  const { told } = await send(source, options);
  assert.deepEqual(
    told.answers.map(({ method, status, sentOffset }) => [method, status, sentOffset]),
    [['POST', 201, undefined], ['PATCH', 204, 0]],
  );
  await assertBecomesFile(minted, name, source);
});

test('uploads in chunks', async () => {
  const { name, minted, source, options } = await newUpload();
  const { told } = await send(source, { ...options, chunkSize: CHUNK, addRequestId: true });
  assert.deepEqual(
    told.to('PATCH').map(({ offset }) => offset),
    [CHUNK, 2 * CHUNK, 3 * CHUNK, 4 * CHUNK, SIZE],
  );
  await assertBecomesFile(minted, name, source);
});

test('uploads four parts at once', { skip: notInReference }, async () => {
  const { name, minted, source, options } = await newUpload();
  const { told } = await send(source, { ...options, parallelUploads: 4 });
  assert.deepEqual(statusesOf(told.to('POST')), [201, 201, 201, 201, 201]);
  await assertBecomesFile(minted, name, source);
});

test('uploads with the creation', async () => {
  const { name, minted, source, options } = await newUpload();
  const { told } = await send(source, { ...options, uploadDataDuringCreation: true });
  assert.deepEqual(told.answers.map(({ method, offset }) => [method, offset]), [['POST', SIZE]]);
  await assertBecomesFile(minted, name, source);
});

test('uploads the first chunk with the creation and the others after it', async () => {
  const { name, minted, source, options } = await newUpload();
  const manner = { uploadDataDuringCreation: true, chunkSize: 2_000_000 };
  const { told } = await send(source, { ...options, ...manner });
  assert.deepEqual(
    told.answers.map(({ method, offset }) => [method, offset]),
    [['POST', 2_000_000], ['PATCH', SIZE]],
  );
  await assertBecomesFile(minted, name, source);
});

test('uploads a stream whose length is known only at its end', async () => {
  const { name, minted, source, options } = await newUpload();
  const parts = Array.from({ length: 30 }, (_, i) => source.subarray(i * 100_000, (i + 1) * 100_000));
  const stream = Readable.from(parts, { objectMode: false });
  await send(stream, { ...options, uploadLengthDeferred: true, chunkSize: CHUNK });
  await assertBecomesFile(minted, name, source);
});

test('uploads by POST where PATCH is not possible', { skip: notInReference }, async () => {
  const { name, minted, source, options } = await newUpload();
  await send(source, { ...options, overridePatchMethod: true, chunkSize: CHUNK });
  await assertBecomesFile(minted, name, source);
});

/** Sends with each chunk the sum that `sumOf` makes of it. */
const withChecksum = (source, sumOf) => ({
  chunkSize: CHUNK,
  onBeforeRequest: (request) => {
    const offset = Number(request.getHeader('Upload-Offset'));
    if (request.getMethod() !== 'PATCH') return;
    request.setHeader('Upload-Checksum', sumOf(source.subarray(offset, offset + CHUNK)));
  },
});

for (const algorithm of ['sha1', 'sha256', 'sha512', 'md5']) {
  test(`uploads chunks with their ${algorithm}`, { skip: notInReference }, async () => {
    const { name, minted, source, options } = await newUpload();
    const sumOf = (chunk) => `${algorithm} ${createHash(algorithm).update(chunk).digest('base64')}`;
    await send(source, { ...options, ...withChecksum(source, sumOf) });
    await assertBecomesFile(minted, name, source);
  });
}

test('keeps nothing of a chunk with a wrong sum', { skip: notInReference }, async () => {
  const { name, minted, source, options } = await newUpload();
  const sumOf = (chunk) => {
    const wrong = chunk.equals(source.subarray(CHUNK, 2 * CHUNK)) ? Buffer.from('x') : chunk;
    return `sha1 ${createHash('sha1').update(wrong).digest('base64')}`;
  };
  const { upload, told, done } = prepare(source, { ...options, ...withChecksum(source, sumOf) });
  upload.start();
  await assert.rejects(done, (error) => error.originalResponse.getStatus() === 460);
  assert.deepEqual(statusesOf(told.to('PATCH')), [204, 460]);
  const resumed = await send(source, { ...options, uploadUrl: upload.url });
  assert.equal(resumed.told.to('HEAD')[0].offset, CHUNK);
  await assertBecomesFile(minted, name, source);
});

/** Starts an upload and aborts it when so many chunks have been accepted. */
async function abortedAfter(chunks, source, options) {
  const { promise: reached, resolve } = later();
  let accepted = 0;
  const { upload, told, done } = prepare(source, {
    ...options,
    onChunkComplete: () => (accepted += 1) === chunks && resolve(),
  });
  upload.start();
  // Only an error settles `done` here: the upload is aborted before its last chunk.
  await Promise.race([reached, done]);
  return { upload, told };
}

for (const [manner, special] of [['one stream', {}], ['four parts', { parallelUploads: 4 }]]) {
  const skip = special.parallelUploads ? notInReference : false;
  test(`resumes ${manner} that another process of the client began`, { skip }, async () => {
    const { name, minted, source, options } = await newUpload();
    const path = join(folder, name);
    await writeFile(path, source);
    const stored = () => ({
      ...options,
      ...special,
      chunkSize: 200_000,
      urlStorage: new tus.FileUrlStorage(join(folder, 'urls.json')),
    });
    const { upload: first } = await abortedAfter(5, createReadStream(path), stored());
    await first.abort();

    const { upload, told, done } = prepare(createReadStream(path), stored());
    const previous = await upload.findPreviousUploads();
    assert.equal(previous.length, 1);
    upload.resumeFromPreviousUpload(previous[0]);
    upload.start();
    await done;
    told.assertConsistent();
    const parts = special.parallelUploads ?? 1;
    assert.equal(told.to('HEAD').length, parts);
    assert.ok(told.to('HEAD').some(({ offset }) => offset > 0), 'goes on where it was');
    // The only thing made anew is the whole of the parts.
    assert.equal(told.to('POST').length, parts === 1 ? 0 : 1);
    await assertBecomesFile(minted, name, source);
  });
}

test('forgets an upload that the client gives up', async () => {
  const { name, minted, source, options } = await newUpload();
  const { upload } = await abortedAfter(2, source, { ...options, chunkSize: CHUNK });
  await upload.abort(true);
  const headers = { 'Tus-Resumable': '1.0.0' };
  const { status } = await fetch(upload.url, { method: 'HEAD', headers });
  assert.ok(status === 404 || status === 410, `HEAD answered ${status}`);
  const finished = await finishOnce(minted.uploadUrl, minted.uploadToken, name);
  assert.deepEqual([finished.status, codeOf(finished)], [404, 'UPLOAD_NOT_FOUND']);
});

test('takes a file of no bytes, and refuses to finish it', async () => {
  const { name, minted, source, options } = await newUpload(0);
  const { told } = await send(source, options);
  assert.deepEqual(told.answers.map(({ method, status }) => [method, status]), [['POST', 201]]);
  const finished = await finishOnce(minted.uploadUrl, minted.uploadToken, name);
  assert.deepEqual([finished.status, codeOf(finished)], [400, 'ZERO_FILE_SIZE']);
});

test('finishes only what is complete, and then as often as it is asked', async () => {
  const { name, minted: { uploadUrl, uploadToken }, source, options } = await newUpload();
  const never = await finishOnce(uploadUrl, uploadToken, name);
  assert.deepEqual([never.status, codeOf(never)], [404, 'UPLOAD_NOT_FOUND']);
  const { upload } = await abortedAfter(2, source, { ...options, chunkSize: CHUNK });
  await upload.abort();
  const early = await finishOnce(uploadUrl, uploadToken, name);
  assert.deepEqual([early.status, codeOf(early)], [409, 'UPLOAD_NOT_FINISHED']);
  await send(source, { ...options, uploadUrl: upload.url });
  const file = await assertBecomesFile({ uploadUrl, uploadToken }, name, source);
  const again = await finishOnce(uploadUrl, encodeURIComponent(uploadToken), name);
  assert.deepEqual([again.status, again.body.file.id], [200, file.id]);
});
