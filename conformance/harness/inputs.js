// Files of every kind that people upload, made by the programs that make them elsewhere, and what
// becomes of each.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { glb, storedZip } from './containers.js';
import { pdf, svg } from './samples.js';

const run = promisify(execFile);
const VIDEO = ['-f', 'lavfi', '-i', 'testsrc2=size=192x108:rate=25:duration=2'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2'];
const FILM = [...VIDEO, ...SOUND, '-shortest'];
const LADDER = ['144p.mp4', 'poster.0', 'poster.1'];
const SHEETS = ['storyboard-00001.jpg'];
const SOUNDS = ['320kbs.mp3', '128kbs.mp3', '128-30kbs.mp3', 'waveform.json'];

const ffmpeg = (...args) => async (file) => {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, file]);
  return readFile(file);
};
const picture = (options = {}) =>
  sharp({ create: { width: 120, height: 80, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 30 }, background: '#468', ...options } });
const vips = async (file) => {
  await picture().png().toFile(`${file}.png`);
  // Without the environment, in which sharp keeps settings for a libvips of its own.
  await run('vips', ['copy', `${file}.png`, file], { env: { PATH: process.env.PATH } });
  return readFile(file);
};
const cut = (make, share) => async (file) => {
  const whole = await make(file);
  return whole.subarray(0, Math.floor(whole.length * share));
};

const ready = (...assets) => ({ status: 'READY', assets });
const failed = (code) => ({ status: 'FAILED', code });
const refused = (code) => ({ status: 'refused', code });

/** `{ name, type, make(file): bytes, becomes }` for each; the name tells kind and extension. */
export const inputs = [
  // Images
  input('photo.jpg', 'image/jpeg', () => picture().jpeg().toBuffer(), ready()),
  input('turned.jpg', 'image/jpeg', () => picture().jpeg().withMetadata({ orientation: 6 }).toBuffer(), ready()),
  input('cmyk.jpg', 'image/jpeg', () => picture().toColourspace('cmyk').jpeg().toBuffer(), ready()),
  input('grey.jpeg', 'image/jpeg', () => picture().greyscale().jpeg().toBuffer(), ready()),
  input('drawing.png', 'image/png', () => picture().png().toBuffer(), ready()),
  input('palette.png', 'image/png', () => picture().png({ palette: true }).toBuffer(), ready()),
  input('deep.png', 'image/png', () => picture().toColourspace('rgb16').png().toBuffer(), ready()),
  input('still.gif', 'image/gif', () => picture().gif().toBuffer(), ready()),
  input('animated.gif', 'image/gif', ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=96x54:rate=5:duration=1'), ready()),
  input('photo.webp', 'image/webp', () => picture().webp().toBuffer(), ready()),
  input('animated.webp', 'image/webp', ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=96x54:rate=5:duration=1', '-c:v', 'libwebp_anim'), ready()),
  input('photo.avif', 'image/avif', () => picture().avif({ effort: 0 }).toBuffer(), ready()),
  input('photo.heic', 'image/heic', vips, ready('image.preview')),
  input('scan.tif', 'image/tiff', () => picture().tiff().toBuffer(), ready('image.preview')),
  input('drawing.bmp', 'image/bmp', ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=64x36', '-frames:v', '1'), ready('image.preview')),
  input('favicon.ico', 'image/x-icon', async () => icon(await picture({ width: 32, height: 32 }).png().toBuffer()), ready()),
  input('hidden.jpg', 'image/jpeg', () => picture().jpeg().toBuffer(), ready('image.preview'), { private: true }),
  input('cut.jpg', 'image/jpeg', cut(() => picture({ width: 800, height: 600 }).jpeg().toBuffer(), 0.6), failed('FILE_CORRUPT')),
  input('cut.png', 'image/png', cut(() => picture({ width: 800, height: 600 }).png().toBuffer(), 0.6), failed('FILE_CORRUPT')),
  input('cut.webp', 'image/webp', cut(() => picture({ width: 800, height: 600 }).webp().toBuffer(), 0.6), failed('FILE_CORRUPT')),
  input('logo.svg', 'image/svg+xml', () => svg(), ready()),
  input('entities.svg', 'image/svg+xml', () => Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'), refused('UNSUPPORTED_FILE_FORMAT')),

  // Films
  input('h264.mp4', 'video/mp4', ffmpeg(...FILM, '-c:v', 'libx264', '-c:a', 'aac'), ready(...LADDER, ...SHEETS)),
  input('silent.mp4', 'video/mp4', ffmpeg(...VIDEO, '-c:v', 'libx264'), ready(...LADDER)),
  input('hevc.mp4', 'video/mp4', ffmpeg(...FILM, '-c:v', 'libx265', '-x265-params', 'log-level=error', '-tag:v', 'hvc1'), ready(...LADDER)),
  input('av1.mp4', 'video/mp4', ffmpeg(...FILM, '-c:v', 'libaom-av1', '-cpu-used', '8', '-row-mt', '1'), ready(...LADDER)),
  input('phone.m4v', 'video/x-m4v', ffmpeg(...FILM, '-c:v', 'libx264', '-f', 'ipod'), ready(...LADDER)),
  input('prores.mov', 'video/quicktime', ffmpeg(...FILM, '-c:v', 'prores_ks', '-c:a', 'pcm_s16le'), ready(...LADDER)),
  input('vp9.webm', 'video/webm', ffmpeg(...FILM, '-c:v', 'libvpx-vp9', '-cpu-used', '8', '-c:a', 'libopus'), ready(...LADDER)),
  input('vp8.webm', 'video/webm', ffmpeg(...FILM, '-c:v', 'libvpx', '-c:a', 'libvorbis'), ready(...LADDER)),
  input('film.mkv', 'video/x-matroska', ffmpeg(...FILM, '-c:v', 'libx264', '-c:a', 'flac'), ready(...LADDER)),
  input('xvid.avi', 'video/x-msvideo', ffmpeg(...FILM, '-c:v', 'mpeg4', '-tag:v', 'XVID', '-c:a', 'libmp3lame'), ready(...LADDER)),
  input('tape.mpg', 'video/mpeg', ffmpeg(...FILM, '-c:v', 'mpeg2video', '-c:a', 'mp2', '-f', 'mpeg'), ready(...LADDER)),
  input('disc.vob', 'video/mpeg', ffmpeg(...FILM, '-c:v', 'mpeg2video', '-c:a', 'ac3', '-f', 'vob'), ready(...LADDER)),
  input('windows.wmv', 'video/x-ms-wmv', ffmpeg(...FILM, '-c:v', 'wmv2', '-c:a', 'wmav2'), ready(...LADDER)),
  input('flash.flv', 'video/x-flv', ffmpeg(...FILM, '-c:v', 'flv', '-ar', '44100', '-c:a', 'libmp3lame'), ready(...LADDER)),
  input('old-phone.3gp', 'video/3gpp', ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=176x144:rate=15:duration=2', ...SOUND, '-shortest', '-c:v', 'h263', '-c:a', 'aac'), ready(...LADDER)),
  input('theora.ogv', 'video/ogg', ffmpeg(...FILM, '-c:v', 'libtheora', '-c:a', 'libvorbis'), ready(...LADDER)),
  input('camera.m2ts', 'video/mp2t', ffmpeg(...FILM, '-c:v', 'libx264', '-c:a', 'ac3', '-mpegts_m2ts_mode', '1', '-f', 'mpegts'), ready(...LADDER)),
  input('studio.mxf', 'application/mxf', ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=720x576:rate=25:duration=1', '-c:v', 'mpeg2video', '-b:v', '5M'), ready('480p.mp4', '360p.mp4', '144p.mp4', 'poster.0')),
  input('portrait.mp4', 'video/mp4', ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=242x430:rate=25:duration=2', '-c:v', 'libx264'), ready('240p.mp4', '144p.mp4', 'poster.0')),
  input('surround.mp4', 'video/mp4', ffmpeg(...VIDEO, ...SOUND, '-shortest', '-c:v', 'libx264', '-c:a', 'aac', '-ac', '6'), ready(...LADDER)),
  input('interlaced.mpg', 'video/mpeg', ffmpeg(...FILM, '-c:v', 'mpeg2video', '-flags', '+ilme+ildct', '-top', '1', '-f', 'mpeg'), ready(...LADDER)),
  input('cut.mp4', 'video/mp4', cut(ffmpeg(...FILM, '-c:v', 'libx264'), 0.5), failed('FILE_CORRUPT')),
  input('playlist.mp4', 'video/mp4', () => Buffer.from('#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:1/x.ts\n'), refused('UNSUPPORTED_FILE_FORMAT')),

  // Sounds
  input('song.mp3', 'audio/mpeg', ffmpeg(...SOUND, '-c:a', 'libmp3lame', '-q:a', '2', '-metadata', 'title=Song', '-metadata', 'artist=Band'), ready(...SOUNDS)),
  input('lossless.flac', 'audio/flac', ffmpeg(...SOUND), ready(...SOUNDS)),
  input('studio.wav', 'audio/wav', ffmpeg(...SOUND, '-c:a', 'pcm_s24le'), ready(...SOUNDS)),
  input('studio.aiff', 'audio/aiff', ffmpeg(...SOUND), ready(...SOUNDS)),
  input('song.m4a', 'audio/mp4', ffmpeg(...SOUND), ready(...SOUNDS)),
  input('apple.m4a', 'audio/mp4', ffmpeg(...SOUND, '-c:a', 'alac'), ready(...SOUNDS)),
  input('radio.aac', 'audio/aac', ffmpeg(...SOUND), ready(...SOUNDS)),
  input('song.ogg', 'audio/ogg', ffmpeg(...SOUND, '-c:a', 'libvorbis'), ready(...SOUNDS)),
  input('voice.opus', 'audio/ogg', ffmpeg(...SOUND, '-c:a', 'libopus'), ready(...SOUNDS)),
  input('windows.wma', 'audio/x-ms-wma', ffmpeg(...SOUND, '-c:a', 'wmav2'), ready(...SOUNDS)),
  input('empty.wav', 'audio/wav', cut(ffmpeg(...SOUND), 0), refused('ZERO_FILE_SIZE')),
  input('header.wav', 'audio/wav', async (file) => (await ffmpeg(...SOUND)(file)).subarray(0, 44), failed('FILE_CORRUPT')),

  // Documents, archives, models
  input('letter.pdf', 'application/pdf', () => pdf(), ready('image.preview')),
  input('secret.pdf', 'application/pdf', encryptedPdf, { ...ready(), failing: ['image.preview'] }),
  input('letter.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', () => docx('Dear reader'), ready()),
  input('notes.txt', 'text/plain', () => Buffer.from('plain words\n'), ready()),
  input('table.csv', 'text/csv', () => Buffer.from('a,b\n1,2\n'), ready()),
  input('layers.psd', 'image/vnd.adobe.photoshop', () => psd(), ready()),
  input('parts.zip', 'application/zip', () => storedZip({ 'a.txt': 'a', 'b/c.txt': 'c' }), ready()),
  input('parts.7z', 'application/x-7z-compressed', sevenZip, ready()),
  input('parts.tar.gz', 'application/gzip', async (file) => gzipSync(await tar(file)), ready()),
  input('cube.glb', 'model/gltf-binary', () => glb(), ready()),
  input('cut.glb', 'model/gltf-binary', () => glb().subarray(0, 60), refused('UNSUPPORTED_FILE_FORMAT')),
  input('page.pdf', 'application/pdf', () => Buffer.from('<html><script>alert(1)</script></html>'), refused('UNSUPPORTED_FILE_FORMAT')),
];

function input(name, type, make, becomes, options = {}) {
  return { name, type, make: async (file) => make(file), becomes, options };
}

/** An icon file that holds one PNG. */
function icon(png) {
  const head = Buffer.from([0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0]);
  head.writeUInt32LE(png.length, 14);
  return Buffer.concat([head, png]);
}

/** A PDF that asks for a password before it shows anything. */
async function encryptedPdf(file) {
  await writeFile(`${file}.plain`, pdf());
  await run('qpdf', ['--encrypt', 'open', 'own', '256', '--', `${file}.plain`, file]);
  return readFile(file);
}

function docx(text) {
  return storedZip({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml':
      `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
  });
}

/** One red pixel layer-less Photoshop file (Adobe Photoshop File Formats, section 1). */
function psd() {
  const header = Buffer.alloc(26);
  header.write('8BPS', 0);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(3, 12);
  header.writeUInt32BE(1, 14);
  header.writeUInt32BE(1, 18);
  header.writeUInt16BE(8, 22);
  header.writeUInt16BE(3, 24);
  return Buffer.concat([header, Buffer.alloc(12), Buffer.from([0, 0, 255, 0, 0])]);
}

async function sevenZip(file) {
  await writeFile(`${file}.txt`, 'something\n');
  await run('7z', ['a', '-bd', file, `${file}.txt`]);
  return readFile(file);
}

async function tar(file) {
  await writeFile(`${file}.txt`, 'something\n');
  await run('tar', ['-cf', `${file}.tar`, '-C', join(file, '..'), `${file.split('/').pop()}.txt`]);
  return readFile(`${file}.tar`);
}
