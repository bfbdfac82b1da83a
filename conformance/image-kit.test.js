// The official image helper builds URLs, and each answers with a picture of the size it asked for.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sdk } from '@wix/image-kit';
import { Api } from './harness/api.js';
import { photograph, sizeOf } from './harness/pictures.js';
import { Random } from './harness/random.js';
import { startServer } from './harness/server.js';

const HELPER_HOST = 'https://static.wixstatic.com';
const SOURCE = { width: 1600, height: 1200 };
const SIZES = 50;

const server = await startServer();
after(() => server.stop());
const { key } = await server.createKey('kit');
const api = new Api(server, key);
const bytes = await photograph(SOURCE.width, SOURCE.height, 'image-kit');
const file = await api.upload(bytes, 'image/jpeg', 'photo.jpg');

async function fetchPicture(helperUrl, accept) {
  assert.ok(helperUrl.startsWith(`${HELPER_HOST}/media/${file.id}/v1/`), helperUrl);
  const response = await fetch(helperUrl.replace(HELPER_HOST, server.origin), { headers: { accept } });
  const body = Buffer.from(await response.arrayBuffer());
  assert.equal(response.status, 200, `${helperUrl}: ${body.subarray(0, 300)}`);
  return { size: await sizeOf(body), type: response.headers.get('content-type'), vary: response.headers.get('vary') };
}

/** What the helper's URL asks for in its last operation. */
function wanted(url) {
  const [, width, height] = /\/[a-z]+\/(?:[^/]*,)?w_(\d+),h_(\d+)[^/]*\/[^/]*$/.exec(url);
  return { width: Number(width), height: Number(height) };
}

test(`${SIZES} sizes that the helper asks for, each by three of its functions`, async () => {
  const random = new Random('image-kit');
  for (let i = 0; i < SIZES; i++) {
    const [width, height] = [random.int(10, 1600), random.int(10, 1200)];
    const [x, y] = [random.int(0, SOURCE.width - width), random.int(0, SOURCE.height - height)];
    const args = [file.id, SOURCE.width, SOURCE.height];
    const fill = sdk.getScaleToFillImageURL(...args, width, height, {});
    const fit = sdk.getScaleToFitImageURL(...args, width, height, {});
    const crop = sdk.getCropImageURL(...args, x, y, width, height, width, height, {});
    for (const url of [fill, fit, crop]) {
      const { size } = await fetchPicture(url, 'image/webp,*/*');
      assert.deepEqual({ width: size.width, height: size.height }, wanted(url), url);
    }
    assert.deepEqual(wanted(fill), { width, height }, fill);
    assert.deepEqual(wanted(crop), { width, height }, crop);
  }
});

test('a picture of the helper comes in the format that the browser can show', async () => {
  const url = sdk.getScaleToFillImageURL(file.id, SOURCE.width, SOURCE.height, 120, 90, {});
  const webp = await fetchPicture(url, 'image/webp,*/*');
  assert.equal(webp.type, 'image/webp');
  assert.equal(webp.size.format, 'webp');
  assert.match(webp.vary, /accept/i);
  const jpeg = await fetchPicture(url, 'image/png,image/*;q=0.8,*/*;q=0.5');
  assert.equal(jpeg.type, 'image/jpeg');
  assert.equal(jpeg.size.format, 'jpeg');
});
