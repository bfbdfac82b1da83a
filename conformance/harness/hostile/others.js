// Models and archives.
import { gzipSync } from 'node:zlib';
import { glb, storedZip } from '../containers.js';
import { hostile } from './entry.js';

export const others = [
  hostile('outside-url.glb', 'model/gltf-binary', (_, { url }) => glb((model) => { model.buffers[0].uri = url('a.bin'); model.images = [{ uri: url('a.png') }]; })),
  hostile('outside-file.glb', 'model/gltf-binary', (_, { file }) => glb((model) => { model.buffers[0].uri = `file://${file}`; model.images = [{ uri: file }]; })),
  hostile('many.glb', 'model/gltf-binary', () => glb((model) => { model.accessors[0].count = 4_000_000_000; })),
  hostile('slip.zip', 'application/zip', (_, { file }) => storedZip({ [`../../../..${file}`]: 'x', '/etc/passwd': 'x' })),
  hostile('inflating.tar.gz', 'application/gzip', () => gzipSync(Buffer.alloc(256 << 20))),
];
