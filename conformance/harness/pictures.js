// Pictures made for tests with sharp, the peer: photographs in kind, sharp edges, transparency.
import sharp from 'sharp';
import { Random } from './random.js';

/** RGB noise over a gradient with a few shapes: what makes scaling and encoding hard. */
function pixels(width, height, channels, seed) {
  const random = new Random(seed);
  const data = Buffer.alloc(width * height * channels);
  const discs = Array.from({ length: 6 }, () => ({
    x: random.next() * width, y: random.next() * height, r: (0.05 + random.next() * 0.2) * Math.min(width, height),
    colour: [random.next() * 255, random.next() * 255, random.next() * 255],
  }));
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      const disc = discs.find((one) => (one.x - x) ** 2 + (one.y - y) ** 2 < one.r ** 2);
      data[at] = disc ? disc.colour[0] : (x / width) * 255;
      data[at + 1] = disc ? disc.colour[1] : (y / height) * 255;
      data[at + 2] = disc ? disc.colour[2] : 128 + 60 * Math.sin((x + y) / 40);
      if (channels === 4) data[at + 3] = disc ? 255 : (x / width) * 255;
    }
  }
  return sharp(data, { raw: { width, height, channels } });
}

/** A JPEG as cameras make them; with an orientation it lies on its side. */
export function photograph(width, height, seed, orientation = 1) {
  return pixels(width, height, 3, seed).jpeg({ quality: 92 }).withMetadata({ orientation }).toBuffer();
}

/** A PNG, with transparency or without. */
export function drawing(width, height, seed, transparent) {
  return pixels(width, height, transparent ? 4 : 3, seed).png().toBuffer();
}

/** A WebP. */
export function webp(width, height, seed) {
  return pixels(width, height, 3, seed).webp({ quality: 90 }).toBuffer();
}

/** Width, height and format of a picture, as sharp reads them. */
export async function sizeOf(bytes) {
  const { width, height, format } = await sharp(bytes).metadata();
  return { width, height, format: format === 'heif' ? 'avif' : format };
}

/** The mean difference of two pictures of one size, over all channels, from 0 to 255. */
export async function meanError(first, second) {
  const [one, other] = await Promise.all(
    [first, second].map((bytes) => sharp(bytes).flatten({ background: '#808080' }).toColourspace('srgb')
      .removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  );
  if (one.info.width !== other.info.width || one.info.height !== other.info.height) return 255;
  let sum = 0;
  for (let i = 0; i < one.data.length; i++) sum += Math.abs(one.data[i] - other.data[i]);
  return sum / one.data.length;
}
