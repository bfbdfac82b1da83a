// What hostile files try to reach: an address and a file, neither of which anybody may touch.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Does not occur but in the file that nobody may read. */
const SECRET = 'canary-5f1c0a9e7d3b4826';

/** Opens the listener and writes the files. */
export async function layLures() {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-lures-'));
  const visitors = [];
  const listener = createServer((socket) => {
    visitors.push(socket.remotePort);
    socket.destroy();
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const address = `127.0.0.1:${listener.address().port}`;
  const file = join(folder, 'secret.txt');
  await writeFile(file, `${SECRET}\n`.repeat(100));
  return {
    /** Absolute path of the secret. */
    file,
    /** Where everything lies that must stay unread. */
    folder,
    /** Host and port of the listener. */
    address,
    url: (path = 'lure') => `http://${address}/${path}`,
    /** Ports from which somebody came to the listener. */
    visitors,
    /** Files below a folder in which the secret is. */
    async leaks(below) {
      return promisify(execFile)('grep', ['-rlaF', SECRET, below]).then(
        ({ stdout }) => stdout.trim().split('\n'),
        (failure) => {
          if (failure.code !== 1) throw failure;
          return [];
        },
      );
    },
    async close() {
      listener.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In the forms in which containers, playlists and documents name others. */
export function lureTexts({ file, url, address }) {
  return [
    url(),
    file,
    `file://${file}`,
    `concat:${file}|${url()}`,
    `subfile,,start,0,end,64,,:${file}`,
    `tcp://${address}`,
    `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${url()}\n#EXTINF:1,\nfile://${file}\n#EXT-X-ENDLIST\n`,
    `ffconcat version 1.0\nfile '${file}'\n`,
    `"><image href="${url()}"/><image href="file://${file}"/>`,
  ];
}
