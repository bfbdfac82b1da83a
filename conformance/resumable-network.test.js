// Two hundred uploads over a network that breaks: every file arrives whole.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { ChaosProxy } from './harness/chaos-proxy.js';
import { OutOfTime, within } from './harness/later.js';
import { Random, textOf } from './harness/random.js';
import {
  againstReference, assertBecomesFile, codeOf, documentedOptions, finish, seed, startTarget,
} from './harness/resumable.js';
import { prepare } from './harness/tus-client.js';

const UPLOADS = 200;
const LARGEST = 64 * 1024 * 1024;
const MOST_FAULTS = 12;
const AT_ONCE = 4;
const ONE_UPLOAD_MS = 60_000;
// With so many faults a client that gives up was badly treated, not unlucky.
const RETRY_DELAYS = [0, 10, 20, 40, 80, ...new Array(MOST_FAULTS).fill(100)];

const { server, mint } = await startTarget();
after(() => server.stop());

/** Each gives the options of its manner, and what is uploaded when that is not the source itself. */
const MANNERS = {
  plain: () => ({}),
  chunks: (source, random) => ({ options: { chunkSize: chunkOf(source, random) } }),
  'with creation': (source, random) => ({
    options: {
      uploadDataDuringCreation: true,
      ...(random.chance(0.5) && { chunkSize: chunkOf(source, random) }),
    },
  }),
  deferred: (source, random) => ({
    upload: streamOf(source),
    options: { uploadLengthDeferred: true, chunkSize: chunkOf(source, random) },
  }),
  ...(!againstReference && {
    'four parts': () => ({ options: { parallelUploads: 4 } }),
    'by POST': (source, random) => ({
      options: { overridePatchMethod: true, chunkSize: chunkOf(source, random) },
    }),
    checksum: (source, random) => {
      const chunkSize = chunkOf(source, random);
      return { options: { chunkSize, onBeforeRequest: addChecksum(source, chunkSize) } };
    },
  }),
};

const MAY_START_OVER = new Set(['deferred', 'four parts']);

// At least an eighth, so that a small file is not a thousand requests.
const chunkOf = (source, random) =>
  random.int(Math.ceil(source.length / 8), Math.max(1, source.length)) || 1;

// Where a stream ends exactly where a chunk ends, the client waits for ever unless the stream tells
// its end together with its last byte, which Node's streams do only when they are asked once more.
function streamOf(source) {
  const stream = new Readable({ read() {}, highWaterMark: source.length + 1 });
  stream.push(source);
  stream.push(null);
  const read = stream.read.bind(stream);
  stream.read = (size) => {
    const bytes = read(size);
    if (stream.readableLength === 0) read(0);
    return bytes;
  };
  return stream;
}

const addChecksum = (source, chunkSize) => (request) => {
  if (request.getMethod() !== 'PATCH') return;
  const offset = Number(request.getHeader('Upload-Offset'));
  const chunk = source.subarray(offset, offset + chunkSize);
  const sum = createHash('sha1').update(chunk).digest('base64');
  request.setHeader('Upload-Checksum', `sha1 ${sum}`);
};

/**
 * The client retries by itself, but not everything: after a 500 to HEAD it makes a new upload, for
 * which a stream cannot be read again, and it never repeats the POST that joins parts. Its user then
 * starts over. Gives how often that was needed.
 */
async function sendWhatever(manner, source, random, base) {
  for (let startedOver = 0; ; startedOver += 1) {
    const { upload = source, options } = MANNERS[manner](source, random);
    const sending = prepare(upload, { ...base, ...options });
    sending.upload.start();
    try {
      await within(ONE_UPLOAD_MS, sending.done);
      sending.told.assertConsistent();
      return startedOver;
    } catch (failure) {
      await sending.upload.abort();
      sending.told.assertConsistent();
      const gaveUp = !(failure instanceof OutOfTime) && MAY_START_OVER.has(manner);
      if (!gaveUp || startedOver === MOST_FAULTS) throw failure;
    }
  }
}

async function oneUpload(number, counts) {
  const random = new Random(`${seed}/network/${number}`);
  const size = number === 0 ? 0 : random.logInt(0, LARGEST);
  // A stream of no bytes never ends in the client's own reader.
  const manner = random.pick(Object.keys(MANNERS).filter((name) => size > 0 || name !== 'deferred'));
  const name = `${number}.txt`;
  const source = textOf(`${seed}/${number}`, size);
  const proxy = await ChaosProxy.start(server.origin, random.fork('faults'), random.int(0, MOST_FAULTS));
  try {
    const { uploadUrl, uploadToken } = await mint(name);
    const minted = { uploadUrl: proxy.through(uploadUrl), uploadToken };
    const base = { ...documentedOptions(minted, name), retryDelays: RETRY_DELAYS };
    const startedOver = await sendWhatever(manner, source, random, base);
    if (size === 0) {
      const refused = await finish(minted.uploadUrl, uploadToken, name);
      assert.deepEqual([refused.status, codeOf(refused)], [400, 'ZERO_FILE_SIZE']);
    } else {
      await assertBecomesFile(minted, name, source, server);
    }
    return { manner, size, startedOver };
  } catch (failure) {
    const where = `upload ${number}, ${manner}, ${size} bytes, fates ${JSON.stringify(proxy.counts)}`;
    throw new Error(`${where}: ${failure.message}`, { cause: failure });
  } finally {
    for (const [fate, count] of Object.entries(proxy.counts)) counts[fate] = (counts[fate] ?? 0) + count;
    await proxy.close();
  }
}

test(`${UPLOADS} uploads equal their sources whatever the network does`, async (t) => {
  const counts = {};
  const uploads = [];
  let next = 0;
  const worker = async () => {
    while (next < UPLOADS) uploads.push(await oneUpload(next++, counts));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  const bytes = uploads.reduce((sum, { size }) => sum + size, 0);
  const startedOver = uploads.reduce((sum, upload) => sum + upload.startedOver, 0);
  t.diagnostic(`seed ${seed}: ${bytes} bytes; started over ${startedOver} times`);
  t.diagnostic(`connections by fate: ${JSON.stringify(counts)}`);
  assert.equal(uploads.length, UPLOADS);
  // The run must have seen what it is for.
  for (const manner of Object.keys(MANNERS)) {
    assert.ok(uploads.filter((upload) => upload.manner === manner).length >= UPLOADS / 20, manner);
  }
  for (const [fate, count] of Object.entries(counts)) assert.ok(count > 5, `${fate}: ${count}`);
});
