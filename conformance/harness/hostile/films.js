// Films and sounds that say that a part of them lies elsewhere.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { box } from '../containers.js';
import { hostile } from './entry.js';

const run = promisify(execFile);
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=96x54:rate=10:duration=1'];
const TONE = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1'];

export const films = [
  hostile('reference-alias.mov', 'video/quicktime', async (file, { folder }) => {
    const film = await ffmpeg(`${folder}/secret.mov`, ...PICTURE, '-c:v', 'mpeg4');
    return referring(film, alias(`${folder}/secret.mov`));
  }),
  hostile('reference-url.mov', 'video/quicktime', async (file, { url }) =>
    referring(await ffmpeg(file, ...PICTURE, '-c:v', 'mpeg4'), box('url ', `\0\0\0\0${url('ref.mov')}\0`))),
  hostile('reference-file.mp4', 'video/mp4', async (file, lures) =>
    referring(await ffmpeg(file, ...PICTURE, '-c:v', 'mpeg4'), box('url ', `\0\0\0\0file://${lures.file}\0`))),
  hostile('cover-link.mp3', 'audio/mpeg', async (file, { url }) => {
    const link = `\0-->\0\x03\0${url('cover.jpg')}`;
    const size = Buffer.alloc(4);
    size.writeUInt32BE(link.length);
    const frame = Buffer.concat([Buffer.from('APIC'), size, Buffer.from(`\0\0${link}`, 'latin1')]);
    const head = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, frame.length >> 7, frame.length & 0x7f]);
    return Buffer.concat([head, frame, await ffmpeg(file, ...TONE, '-write_xing', '0', '-id3v2_version', '0')]);
  }),
  hostile('tags.mkv', 'video/x-matroska', (file, { url, file: secret }) =>
    ffmpeg(file, ...PICTURE, '-c:v', 'mpeg4', '-metadata', `title=${url()}`, '-metadata', `filename=${secret}`, '-attach', 'package.json', '-metadata:s:t', 'mimetype=application/x-font', '-metadata:s:t', `filename=../../../..${secret}`)),
  hostile('subtitles.mkv', 'video/x-matroska', async (file, { url, file: secret }) => {
    await writeFile(`${file}.srt`, `1\n00:00:00,000 --> 00:00:01,000\n<font face="${secret}">${url()}</font>\n`);
    return ffmpeg(file, ...PICTURE, '-i', `${file}.srt`, '-c:v', 'mpeg4', '-c:s', 'srt');
  }),
  hostile('far-apart.mkv', 'video/x-matroska', (file) =>
    ffmpeg(file, '-f', 'lavfi', '-i', 'color=size=96x54:rate=1:duration=3', '-vf', "setpts='N*600/TB'", '-vsync', 'vfr', '-c:v', 'mpeg4')),
];

async function ffmpeg(file, ...args) {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, file]);
  return readFile(file);
}

/** A film whose only track lies where the entry says (QuickTime File Format, "Data Reference Atoms"). */
function referring(film, entry) {
  const places = [];
  let at = 0;
  for (const type of ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref']) {
    while (film.toString('latin1', at + 4, at + 8) !== type) at += film.readUInt32BE(at);
    places.push(at);
    at += 8;
  }
  const dref = places.at(-1);
  const old = film.readUInt32BE(dref);
  const growth = 16 + entry.length - old;
  const grown = Buffer.concat([film.subarray(0, dref + 16), entry, film.subarray(dref + old)]);
  for (const place of places) grown.writeUInt32BE(film.readUInt32BE(place) + growth, place);
  return grown;
}

/** A Macintosh alias with an absolute path. */
function alias(path) {
  const name = Buffer.from(path.length % 2 === 0 ? path : `${path}\0`);
  const tail = Buffer.alloc(4);
  tail.writeUInt16BE(2, 0);
  tail.writeUInt16BE(path.length, 2);
  return box('alis', Buffer.concat([Buffer.alloc(4), Buffer.alloc(150), tail, name, Buffer.from([0xff, 0xff, 0, 0])]));
}
