// The recorded requests of the official client, one JSON file for each method (golden/), and the
// names that stand in them for things of a real server.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';

const FOLDER = new URL('../golden/', import.meta.url);

/** The methods, each `{ name: 'files.listFiles', captures: [{ case, requests }] }`. */
export const methods = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => {
    const { service, method, captures } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
    return { name: `${service}.${method}`, captures };
  });

/** What the recordings call the things that they talk about. */
export const recorded = {
  key: 'TEST-KEY',
  site: '11111111-2222-4333-8444-555555555555',
  jpeg: 'a1b2c3_00112233445566778899aabbccddeeff~mv2.jpg',
  png: 'a1b2c3_ffeeddccbbaa99887766554433221100~mv2.png',
  pdf: 'a1b2c3_0123456789abcdef0123456789abcdef.pdf',
  video: 'a1b2c3_0123456789abcdef0123456789abcdef',
  folder: '7984b3c5454e4371a8bd4f4eedde96bc',
  otherFolder: 'f2',
  cursors: ['CUR', 'NEXT', 'b2Zm+/c2V0='],
};

const OFFICIAL = '/site-media/v1';
const OTHER = '/wix-privatemedia-proxy-server/v1';

/** The prefixes under which every method is served. */
export const prefixes = [OFFICIAL, OTHER, `/_api${OTHER}`];

/** The path of a recorded request below its prefix, such as `/files/query`. */
export function routeOf({ pathOnOfficialHost, pathOnOtherHost }) {
  const route = pathOnOfficialHost.slice(OFFICIAL.length);
  assert.equal(pathOnOfficialHost, OFFICIAL + route);
  assert.equal(pathOnOtherHost, OTHER + route);
  return route;
}
