// Pictures by URL beside the same pictures made by sharp: equal in size, and nearly in their pixels.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { Api } from './harness/api.js';
import * as pictures from './harness/pictures.js';
import { startServer } from './harness/server.js';

/** Where to put a sheet with all pictures, for a person to look at; nowhere by default. */
const SHEET = process.env.VITRINE_CONFORMANCE_SHEET;

/** The mean difference that is allowed, from 0 to 255: lossless, and by the loss of an encoder. */
const ALLOWED = { png: 2, jpeg: 3, webp: 5, avif: 4, gif: 8 };

/** In a picture that is shorter than this, few pixels are far from an edge: more by this factor. */
const TINY = 60;
const FOR_TINY = 2.5;

/** A GIF has no pixels that are transparent in part. */
const ALLOWED_CLEAR_GIF = 12;

const server = await startServer();
after(() => server.stop());
const { key } = await server.createKey('transforms');
const api = new Api(server, key);

const sources = [
  { name: 'photo.jpg', type: 'image/jpeg', bytes: await pictures.photograph(800, 600, 'a') },
  { name: 'turned.jpg', type: 'image/jpeg', bytes: await pictures.photograph(600, 400, 'b', 6) },
  { name: 'mirrored.jpg', type: 'image/jpeg', bytes: await pictures.photograph(300, 500, 'c', 5) },
  { name: 'drawing.png', type: 'image/png', bytes: await pictures.drawing(500, 300, 'd', false) },
  { name: 'clear.png', type: 'image/png', bytes: await pictures.drawing(300, 300, 'e', true) },
  { name: 'small.webp', type: 'image/webp', bytes: await pictures.webp(90, 60, 'f') },
];
for (const source of sources) {
  source.file = await api.upload(source.bytes, source.type, source.name);
  const upright = sharp(source.bytes).rotate().png();
  source.upright = await upright.toBuffer();
  ({ width: source.width, height: source.height } = await pictures.sizeOf(source.upright));
}

const ANCHORS = {
  c: [0.5, 0.5], t: [0.5, 0], b: [0.5, 1], l: [0, 0.5], r: [1, 0.5], tl: [0, 0], tr: [1, 0], bl: [0, 1], br: [1, 1],
};
const clamp = (value, max) => Math.min(Math.max(value, 0), max);

/** A picture between two operations: PNG bytes and their size. */
async function scaled(picture, width, height) {
  const bytes = await sharp(picture.bytes).resize(width, height, { fit: 'fill' }).png().toBuffer();
  return { bytes, width, height };
}

async function cut(picture, left, top, width, height) {
  const bytes = await sharp(picture.bytes).extract({ left, top, width, height }).png().toBuffer();
  return { bytes, width, height };
}

const fit = (w, h) => ({
  path: `fit/w_${w},h_${h}`,
  apply: (picture) => {
    if (w >= picture.width && h >= picture.height) return picture;
    return w * picture.height <= h * picture.width
      ? scaled(picture, w, Math.max(1, Math.floor((picture.height * w) / picture.width)))
      : scaled(picture, Math.max(1, Math.floor((picture.width * h) / picture.height)), h);
  },
});

const fill = (w, h, option = '', [x, y] = [0.5, 0.5]) => ({
  path: `fill/w_${w},h_${h}${option && `,${option}`}`,
  apply: async (picture) => {
    const byWidth = w * picture.height >= h * picture.width;
    const width = byWidth ? w : Math.max(w, Math.round((picture.width * h) / picture.height));
    const height = byWidth ? Math.max(h, Math.round((picture.height * w) / picture.width)) : h;
    const whole = await scaled(picture, width, height);
    return cut(
      whole, clamp(Math.round(x * width - w / 2), width - w), clamp(Math.round(y * height - h / 2), height - h), w, h,
    );
  },
});

const crop = (x, y, w, h, scale = 1) => ({
  path: `crop/x_${x},y_${y},w_${w},h_${h}${scale === 1 ? '' : `,scl_${scale}`}`,
  apply: async (picture) => {
    const whole = scale === 1
      ? picture
      : await scaled(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
    return cut(whole, x, y, Math.min(w, whole.width - x), Math.min(h, whole.height - y));
  },
});

const chains = [
  [fit(200, 200)], [fit(150, 5000)], [fit(33, 400)], [fit(5000, 5000)],
  ...Object.entries(ANCHORS).map(([name, point]) => [fill(120, 90, `al_${name}`, point)]),
  [fill(60, 200)], [fill(400, 100)], [fill(900, 700)],
  [fill(120, 40, 'fp_0.25_0.80', [0.25, 0.8])], [fill(40, 120, 'fp_0.10_0.10', [0.1, 0.1])],
  [fill(100, 100, 'fp_1_0', [1, 0])],
  [crop(0, 0, 60, 40)], [crop(20, 10, 5000, 30)], [crop(5, 7, 50, 50, 0.5)], [crop(30, 30, 80, 60, 1.5)],
  [crop(10, 5, 70, 50), fill(35, 50)], [crop(10, 5, 70, 50), fit(35, 50)],
  [fit(80, 80), crop(4, 4, 40, 30)], [fill(80, 60), crop(4, 4, 40, 30), fit(20, 20), fill(30, 30)],
];
const cases = [
  ...sources.flatMap((source) => chains.map((chain) => ({ source, chain, format: 'png' }))),
  ...sources.flatMap((source) => ['jpeg', 'webp', 'avif', 'gif']
    .flatMap((format) => [[fill(120, 80)], [fit(90, 90)]].map((chain) => ({ source, chain, format })))),
];

const sheet = [];

async function compare({ source, chain, format }) {
  const path = `${chain.map((operation) => operation.path).join('/')},q_90/a.${format}`;
  const response = await fetch(`${server.origin}/media/${source.file.id}/v1/${path}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.equal(response.status, 200, `${path}: ${bytes.subarray(0, 300)}`);
  assert.equal(response.headers.get('content-type'), `image/${format}`);
  let expected = { bytes: source.upright, width: source.width, height: source.height };
  for (const operation of chain) expected = await operation.apply(expected);
  const flat = format === 'jpeg'
    ? await sharp(expected.bytes).flatten({ background: '#ffffff' }).png().toBuffer()
    : expected.bytes;
  const size = await pictures.sizeOf(bytes);
  assert.deepEqual(size, { width: expected.width, height: expected.height, format }, path);
  const error = await pictures.meanError(bytes, flat);
  if (SHEET) sheet.push({ bytes, flat });
  const allowed = format === 'gif' && source.name === 'clear.png'
    ? ALLOWED_CLEAR_GIF
    : ALLOWED[format] * (Math.min(size.width, size.height) < TINY ? FOR_TINY : 1);
  assert.ok(error <= allowed, `${source.name} ${path}: mean error ${error.toFixed(2)}`);
  return error;
}

describe(`${cases.length} pictures beside those of sharp`, () => {
  for (const source of sources) {
    test(`of ${source.name}`, async (context) => {
      const errors = {};
      const failures = [];
      for (const one of cases.filter((candidate) => candidate.source === source)) {
        try {
          (errors[one.format] ??= []).push(await compare(one));
        } catch (failure) {
          failures.push(failure.message);
        }
      }
      for (const [format, all] of Object.entries(errors)) {
        if (all.length) context.diagnostic(`${format}: mean error at most ${Math.max(...all).toFixed(2)}`);
      }
      assert.deepEqual(failures, []);
    });
  }
});

/** Pairs side by side, ours first. */
after(async () => {
  if (!SHEET || !sheet.length) return;
  const [cell, columns] = [100, 16];
  const tiles = await Promise.all(sheet.flatMap(({ bytes, flat }) => [bytes, flat]).map((picture) =>
    sharp(picture).resize(cell - 4, cell - 4, { fit: 'contain', background: '#ccccff' }).png().toBuffer()));
  await mkdir(SHEET, { recursive: true });
  await sharp({
    create: {
      width: columns * cell, height: Math.ceil(tiles.length / columns) * cell, channels: 3, background: '#ffffff',
    },
  }).composite(tiles.map((input, i) => ({
    input, left: (i % columns) * cell, top: Math.floor(i / columns) * cell,
  }))).png().toFile(join(SHEET, 'transforms.png'));
  await writeFile(join(SHEET, 'transforms.txt'), cases.map(({ source, chain, format }) =>
    `${source.name} ${chain.map((operation) => operation.path).join('/')} ${format}`).join('\n'));
});
