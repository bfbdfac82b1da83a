// Small real files, made here. No two calls give the same bytes, so that nothing is shared unasked.
import { crc32, deflateSync } from 'node:zlib';

let made = 0;
const unique = () => `sample ${++made} of ${process.pid}`;

/** A grey JPEG (ITU-T T.81, baseline) of this size in pixels. */
export function jpeg(width = 16, height = 8) {
  const segment = (marker, ...content) => {
    const body = Buffer.concat(content.map((part) => Buffer.from(part)));
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  // One Huffman code, "0", for "no difference" and "end of block": each block is two zero bits.
  const oneCode = [1, ...new Array(15).fill(0), 0];
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const scan = Buffer.alloc(Math.ceil((blocks * 2) / 8));
  const unused = scan.length * 8 - blocks * 2;
  scan[scan.length - 1] |= (1 << unused) - 1;
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xfe, unique()),
    segment(0xdb, [0], new Array(64).fill(1)),
    segment(0xc0, [8], size, [1, 1, 0x11, 0]),
    segment(0xc4, [0x00], oneCode),
    segment(0xc4, [0x10], oneCode),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    scan,
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A black PNG of this size in pixels. */
export function png(width = 12, height = 10) {
  const chunk = (type, content) => {
    const named = Buffer.concat([Buffer.from(type), Buffer.from(content)]);
    const framed = Buffer.alloc(named.length + 8);
    framed.writeUInt32BE(named.length - 4, 0);
    named.copy(framed, 4);
    framed.writeUInt32BE(crc32(named), named.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('tEXt', `Comment\0${unique()}`),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    chunk('IEND', ''),
  ]);
}

/** A PDF of one empty page. */
export function pdf() {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>',
  ];
  let text = `%PDF-1.4\n%${unique()}\n`;
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${places.join('')}`;
  text += `trailer<</Size 4/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text);
}

/** A ZIP archive with one text file in it. */
export function zip() {
  const name = Buffer.from('note.txt');
  const content = Buffer.from(unique());
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(0x21, 8); // 1 January 1980
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, name, content]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00'),
    facts,
    Buffer.alloc(14),
    name,
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

/** An SVG drawing of 40 by 30. */
export function svg() {
  return Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 40 30">' +
      `<title>${unique()}</title><circle cx="20" cy="15" r="10"/></svg>`,
  );
}

/** Plain text with letters beyond ASCII. */
export function text() {
  return Buffer.from(`Grüße, señor: ${unique()}\n`);
}

/** A tenth of a second of silence as a WAV file: 8 kHz, 8 bit, mono. */
export function wav() {
  const samples = Buffer.alloc(800, 0x80);
  samples.write(unique());
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
