// Lists of other files and addresses that pose as films and sounds.
import { box } from '../containers.js';
import { hostile } from './entry.js';

const playlist = ({ url, file }) =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${url('a.ts')}\n#EXTINF:1,\nfile://${file}\n#EXTINF:1,\n${file}\n#EXT-X-ENDLIST\n`;
const concat = ({ url, file }) => `ffconcat version 1.0\nfile '${file}'\nfile '${url('b.mp4')}'\n`;
const urls = ({ url, file }) => `concat:${url('c')}|${file}\nsubfile,,start,0,end,64,,:${file}\n`;
const sdp = ({ address }) =>
  `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video ${address.split(':')[1]} RTP/AVP 96\na=rtpmap:96 H264/90000\n`;
const dash = ({ url, file }) =>
  `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>${url('d/')}</BaseURL><BaseURL>file://${file}</BaseURL></Period></MPD>`;
const redirect = ({ url, file }) => `[Reference]\nRef1=${url('asf')}\nRef2=file://${file}\n`;
const LISTS = { playlist, concat, urls, sdp, dash, redirect };

/** What a file begins with that passes for a film or a sound until somebody reads on. */
const DISGUISES = {
  'mp4 video/mp4': () => box('ftyp', 'isom\0\0\0\0isom'),
  'mov video/quicktime': () => box('ftyp', 'qt  \0\0\0\0qt  '),
  'mkv video/x-matroska': () => Buffer.from('1a45dfa38b4282886d6174726f736b61', 'hex'),
  'avi video/x-msvideo': () => Buffer.from('RIFF\xff\xff\0\0AVI LIST', 'latin1'),
  'mpg video/mpeg': () => Buffer.from('000001ba4400040004010000', 'hex'),
  'm2ts video/mp2t': () => Buffer.alloc(188 * 6, (Buffer.from('G')).toString() + '\0'.repeat(187), 'latin1'),
  'wmv video/x-ms-wmv': () => Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'),
  'flv video/x-flv': () => Buffer.from('FLV\x01\x05\0\0\0\x09\0\0\0\0', 'latin1'),
  'ogv video/ogg': () => Buffer.from('OggS\0\x02', 'latin1'),
  'mxf application/mxf': () => Buffer.from('060e2b34020501010d01020101020400', 'hex'),
  'mp3 audio/mpeg': () => Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'),
  'wav audio/wav': () => Buffer.from('RIFF\xff\xff\0\0WAVE', 'latin1'),
  'flac audio/flac': () => Buffer.from('fLaC', 'latin1'),
  'aiff audio/aiff': () => Buffer.from('FORM\0\0\xff\xffAIFF', 'latin1'),
};

/** Each list bare, and behind the beginning of a film or sound. */
export const lists = Object.entries(DISGUISES).flatMap(([what, head]) => {
  const [extension, type] = what.split(' ');
  return Object.entries(LISTS).flatMap(([name, text]) => [
    hostile(`bare-${name}.${extension}`, type, (_, lures) => Buffer.from(text(lures))),
    hostile(`${name}.${extension}`, type, (_, lures) => Buffer.concat([head(), Buffer.from(text(lures))])),
  ]);
});
