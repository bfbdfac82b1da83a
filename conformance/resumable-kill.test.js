// The server is killed at random moments of a running upload: what it acknowledged is never lost.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { later } from './harness/later.js';
import { LongText, Random } from './harness/random.js';
import {
  assertBecomesFile, finishOnce, inFull, seed, startTarget,
} from './harness/resumable.js';

const SIZE = (inFull ? 1024 : 64) * 1024 * 1024;
const KILLS = inFull ? 100 : 10;
const LARGEST_CHUNK = 16 * 1024 * 1024;
const ASK_EVERY = 512 * 1024;
// The server may have read what was sent, or not yet; stored it, or not yet.
const LATEST_KILL_MS = 15;
const NAME = 'killed.txt';
const VERSION = { 'Tus-Resumable': '1.0.0' };

const { server, mint } = await startTarget();
after(() => server.stop());

/** One upload by plain requests, and the highest offset that the server acknowledged. */
class Upload {
  #url;
  #source;
  #random;
  #asking = false;
  #doubts = [];

  sent = 0;
  acknowledged = 0;

  constructor(url, source, random) {
    this.#url = url;
    this.#source = source;
    this.#random = random;
  }

  /** Asks for the offset: never below what had been acknowledged when the question was asked. */
  async askOffset() {
    const floor = this.acknowledged;
    const response = await fetch(this.#url, { method: 'HEAD', headers: VERSION });
    assert.equal(response.status, 200);
    const offset = Number(response.headers.get('upload-offset'));
    assert.ok(offset >= floor, `told ${offset} after it had acknowledged ${floor}`);
    assert.ok(offset <= this.sent, `told ${offset} when only ${this.sent} had been sent`);
    this.acknowledged = Math.max(this.acknowledged, offset);
    return offset;
  }

  /** Sends chunk after chunk from the offset until all is there; `passed` hears how far it came. */
  async sendFrom(offset, passed) {
    let next = offset;
    while (next < this.#source.size) {
      const length = Math.min(this.#random.logInt(1, LARGEST_CHUNK), this.#source.size - next);
      next = await this.#sendChunk(next, length, passed);
      this.acknowledged = Math.max(this.acknowledged, next);
    }
    assert.deepEqual(this.#doubts, []);
  }

  async #sendChunk(offset, length, passed) {
    const headers = {
      ...VERSION,
      'Content-Type': 'application/offset+octet-stream',
      'Content-Length': length,
      'Upload-Offset': offset,
    };
    const answered = later();
    const chunk = request(this.#url, { method: 'PATCH', headers, agent: false });
    chunk.once('response', answered.resolve).on('error', answered.reject);
    let position = offset;
    let unasked = 0;
    for (const bytes of this.#source.range(offset, offset + length)) {
      position += bytes.length;
      this.sent = Math.max(this.sent, position);
      const goesOn = chunk.write(bytes);
      passed(position);
      if (!goesOn) await Promise.race([once(chunk, 'drain'), answered.promise]);
      unasked += bytes.length;
      if (unasked >= ASK_EVERY) {
        unasked = 0;
        this.#askMeanwhile();
      }
    }
    chunk.end();
    const response = await answered.promise;
    response.resume();
    await once(response, 'end');
    assert.equal(response.statusCode, 204, `PATCH at ${offset} of ${length} bytes`);
    const told = Number(response.headers['upload-offset']);
    assert.equal(told, offset + length);
    return told;
  }

  /** HEAD beside the PATCH. A killed server answers nobody, but a wrong answer is kept. */
  #askMeanwhile() {
    if (this.#asking) return;
    this.#asking = true;
    this.askOffset()
      .catch((failure) => failure instanceof assert.AssertionError && this.#doubts.push(failure.message))
      .finally(() => (this.#asking = false));
  }
}

async function create({ uploadUrl, uploadToken }, source, random) {
  const token = Buffer.from(uploadToken).toString('base64');
  const headers = { ...VERSION, 'Upload-Length': source.size, 'Upload-Metadata': `token ${token}` };
  const response = await fetch(uploadUrl, { method: 'POST', headers });
  assert.equal(response.status, 201);
  return new Upload(new URL(response.headers.get('location'), uploadUrl), source, random);
}

/** Lets the upload run to this place and kills the server a moment later. */
async function killAt(place, upload, offset, random) {
  const killed = later();
  const delay = random.int(0, LATEST_KILL_MS);
  let dying = false;
  const passed = (position) => {
    if (dying || position < place) return;
    dying = true;
    wait(delay).then(() => server.kill()).then(killed.resolve, killed.reject);
  };
  await upload.sendFrom(offset, passed).catch((failure) => {
    if (!dying || failure instanceof assert.AssertionError) throw failure;
  });
  await killed.promise;
}

test(`${KILLS} kills of the server during ${SIZE} bytes lose nothing acknowledged`, async (t) => {
  const random = new Random(`${seed}/kill`);
  const source = new LongText(`${seed}/kill`, SIZE);
  const minted = await mint(NAME);
  const upload = await create(minted, source, random);
  let offset = 0;
  let again = 0;
  for (let left = KILLS; left > 0; left -= 1) {
    // Spread over what is left, so that the last kill too finds the upload running.
    const furthest = Math.ceil((2 * (SIZE - offset)) / (left + 1));
    await killAt(offset + random.int(1, furthest), upload, offset, random);
    await server.start();
    offset = await upload.askOffset();
    assert.ok(offset < SIZE || left === 1, `complete with ${left - 1} kills still to come`);
    again += upload.sent - offset;
  }
  await upload.sendFrom(offset, () => {});
  t.diagnostic(`seed ${seed}: ${again} bytes had to be sent again`);

  // The last request may be cut as well; asked again it gives the file, and always the same.
  const cut = finishOnce(minted.uploadUrl, minted.uploadToken, NAME).catch(() => {});
  await wait(random.int(0, LATEST_KILL_MS));
  await server.kill();
  await cut;
  await server.start();
  const file = await assertBecomesFile(minted, NAME, { size: SIZE, sha256: source.sha256 });
  await server.kill();
  await server.start();
  const repeated = await finishOnce(minted.uploadUrl, minted.uploadToken, NAME);
  assert.deepEqual([repeated.status, repeated.body.file.id], [200, file.id]);
});
