// Makes a JPEG of 12 megapixels with the detail of a photograph: node photo.js FILE.
import sharp from 'sharp';

const [width, height] = [4000, 3000];
const [file] = process.argv.slice(2);
const noise = sharp({
  create: { width: width / 4, height: height / 4, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
});
const grain = await noise.blur(2).resize(width, height, { kernel: 'cubic' }).png({ compressionLevel: 1 }).toBuffer();
const sky = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
  <defs><linearGradient id="g" x2="0.3" y2="1"><stop stop-color="#2050a0"/><stop offset="1" stop-color="#f0c080"/></linearGradient></defs>
  <rect width="100%" height="100%" fill="url(#g)"/>
  ${Array.from({ length: 60 }, (_, i) => `<circle cx="${(i * 733) % width}" cy="${(i * 977) % height}" r="${30 + ((i * 37) % 220)}" fill="hsl(${i * 31},60%,${30 + (i % 40)}%)"/>`).join('')}
</svg>`);
await sharp(grain).composite([{ input: sky, blend: 'overlay' }]).jpeg({ quality: 90 }).toFile(file);
