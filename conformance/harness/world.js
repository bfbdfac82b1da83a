// The things that a recorded request talks about, made on the server, and the request rewritten to
// talk about them.
import { film, uploadFilm } from './films.js';
import { recorded } from './golden.js';
import { jpeg, pdf, png } from './samples.js';

const tinyFilm = film({ seconds: 1, size: '160x90' });

const makers = {
  jpeg: async (world) => (await world.api.upload(jpeg(), 'image/jpeg', 'photo.jpg')).id,
  png: async (world) => (await world.api.upload(png(), 'image/png', 'drawing.png')).id,
  pdf: async (world) => (await world.api.upload(pdf(), 'application/pdf', 'a b.pdf')).id,
  video: async (world) => (await uploadFilm(world.api, await tinyFilm)).id,
  folder: async (world) => (await world.api.createFolder('Folder')).id,
  otherFolder: async (world) => (await world.api.createFolder('Other folder')).id,
};

export class World {
  #ids = new Map();

  /** @param {import('./api.js').Api} api speaks to the site in which everything is made */
  constructor(api) {
    this.api = api;
  }

  /** The real ID of what the recordings know by this name, made when it is first asked for. */
  async id(name) {
    if (!this.#ids.has(name)) this.#ids.set(name, await makers[name](this));
    return this.#ids.get(name);
  }

  /** The recorded text with the real IDs in it, in JSON, paths and queries alike. */
  async withRealIds(text) {
    let real = text;
    // Longer names first: the video's is the start of the document's.
    for (const name of ['jpeg', 'png', 'pdf', 'video', 'folder']) {
      for (const form of [(id) => id, formEncoded]) {
        if (real.includes(form(recorded[name]))) {
          real = real.replaceAll(form(recorded[name]), form(await this.id(name)));
        }
      }
    }
    const other = JSON.stringify(recorded.otherFolder);
    return real.includes(other)
      ? real.replaceAll(other, JSON.stringify(await this.id('otherFolder')))
      : real;
  }
}

/** The recorded text with the real cursor in it. */
export function withCursor(text, cursor) {
  return recorded.cursors.reduce(
    (real, name) =>
      real
        .replaceAll(`"cursor":${JSON.stringify(name)}`, `"cursor":${JSON.stringify(cursor)}`)
        .replaceAll(`paging.cursor=${formEncoded(name)}`, `paging.cursor=${formEncoded(cursor)}`),
    text,
  );
}

/** Whether the text has one of the recorded cursors in it. */
export function hasCursor(text) {
  return withCursor(text, '') !== text;
}

function formEncoded(value) {
  return new URLSearchParams({ '': value }).toString().slice(1);
}
