// The frames of files: boxes, archives, models.
import { crc32 } from 'node:zlib';

/** A box of ISO base media files. */
export function box(type, content) {
  const body = Buffer.isBuffer(content) ? content : Buffer.from(content, 'latin1');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** A zip of stored entries. */
export function storedZip(files) {
  const locals = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), common, tail, Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

/**
 * A binary glTF of one triangle (glTF 2.0, section 4.4).
 *
 * @param {(model: object) => void} change what is to be said otherwise
 */
export function glb(change = () => {}) {
  const points = Buffer.alloc(36);
  [0, 0, 0, 1, 0, 0, 0, 1, 0].forEach((value, i) => points.writeFloatLE(value, i * 4));
  const model = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
    accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] }],
    bufferViews: [{ buffer: 0, byteLength: 36 }],
    buffers: [{ byteLength: 36 }],
  };
  change(model);
  const json = JSON.stringify(model);
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
  const head = (size, type) => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(size, 0);
    bytes.write(type, 4, 'latin1');
    return bytes;
  };
  const file = Buffer.alloc(12);
  file.write('glTF', 0);
  file.writeUInt32LE(2, 4);
  file.writeUInt32LE(12 + 8 + text.length + 8 + points.length, 8);
  return Buffer.concat([file, head(text.length, 'JSON'), text, head(points.length, 'BIN\0'), points]);
}
