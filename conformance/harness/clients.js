// The unmodified official client, pointed at the server in the two ways that there are.
import { createHash } from 'node:crypto';
import { ApiKeyStrategy, createClient } from '@wix/sdk';
import { files, folders } from '@wix/media';
import { put, settled } from './api.js';

const OFFICIAL = 'https://www.wixapis.com';
const modules = { files, folders };

/** The client builds https URLs only; a server without TLS needs the scheme swapped. */
const overHttp = (url, init) => fetch(url.replace(/^https:/, 'http:'), init);

/** Sends what is meant for the official host to the server. */
export const inPlaceOfOfficial = (server) => (url, init) =>
  fetch(url.replace(OFFICIAL, server.origin), init);

export const ways = [
  {
    name: 'the client on a host of one’s own',
    connect: (server, auth) =>
      createClient({ modules, auth, host: { apiBaseUrl: server.host }, fetch: overHttp }),
  },
  {
    name: 'the client with our origin in place of the official one',
    connect: (server, auth) =>
      createClient({ modules, auth, useCDN: false, fetch: inPlaceOfOfficial(server) }),
  },
];

/** A client of one of the ways that works on a new site, as its owner. */
export async function connectToNewSite(way, server, site) {
  const { key } = await server.createKey(site);
  return way.connect(server, ApiKeyStrategy({ apiKey: key, siteId: site }));
}

/**
 * Uploads bytes as the client's documentation tells it; gives the descriptor as the client reads it,
 * once the file is READY.
 */
export async function upload(client, bytes, mimeType, fileName, options = {}) {
  const { uploadUrl } = await client.files.generateFileUploadUrl(mimeType, { fileName, ...options });
  const { id } = await put(uploadUrl, bytes, mimeType);
  return settled(() => client.files.getFileDescriptor(id));
}

/** The body of a URL, which must answer 200. */
export async function bytesOf(url) {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(`${response.status} for ${url}: ${bytes}`);
  return bytes;
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export const idsOf = (things) => things.map((thing) => thing._id);
export const namesOf = (things) => things.map((thing) => thing.displayName);

/** All pages of a listing, each after the first asked for by its cursor alone. */
export async function allPages(list, options) {
  const pages = [];
  let paging = options.paging;
  let answer;
  do {
    answer = await list(pages.length === 0 ? options : { paging });
    pages.push(answer.files ?? answer.folders);
    paging = { limit: options.paging.limit, cursor: answer.nextCursor.cursors.next };
  } while (answer.nextCursor.hasNext);
  return pages;
}
