// Pictures that are scripts, or larger than they should be.
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { hostile } from './entry.js';

export const pictures = [
  hostile('script.png', 'image/png', (_, { file }) => Buffer.from(`push graphic-context\nimage over 0,0 0,0 'label:@${file}'\npop graphic-context\n`)),
  hostile('msl.jpg', 'image/jpeg', (_, { url }) => Buffer.from(`<?xml version="1.0"?><image><read filename="${url()}"/></image>`)),
  hostile('huge.png', 'image/png', () => hugePng(65_535, 65_535)),
  hostile('wide.png', 'image/png', () => hugePng(12_000, 12_000)),
  hostile('profile.jpg', 'image/jpeg', async (_, { file, url }) => {
    const good = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#468' } }).jpeg().toBuffer();
    return Buffer.concat([good.subarray(0, 2), segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><a href="${url()}" src="${file}"/></x:xmpmeta>`), segment(0xe2, `ICC_PROFILE\0\x01\x01${file}`), good.subarray(2)]);
  }),
];

/** A PNG that says a size and holds next to nothing. */
function hugePng(width, height) {
  const chunk = (type, content) => {
    const named = Buffer.concat([Buffer.from(type), content]);
    const framed = Buffer.alloc(named.length + 8);
    framed.writeUInt32BE(content.length, 0);
    named.copy(framed, 4);
    framed.writeUInt32BE(crc32(named), named.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1 << 20))), chunk('IEND', Buffer.alloc(0))]);
}

function segment(marker, text) {
  const body = Buffer.from(text, 'latin1');
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
