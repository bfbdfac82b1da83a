// Files made to lead programs astray: to a file or an address of the maker's choice, or into endless
// work. What becomes of each is its own affair, as long as it ends.
import { drawings } from './hostile/drawings.js';
import { films } from './hostile/films.js';
import { lists } from './hostile/lists.js';
import { office } from './hostile/office.js';
import { others } from './hostile/others.js';
import { pdfs } from './hostile/pdfs.js';
import { pictures } from './hostile/pictures.js';

/** All of them: `{ name, type, make(file, lures): bytes }`; the file's name is free for use. */
export const hostiles = [...lists, ...drawings, ...films, ...pdfs, ...office, ...pictures, ...others];
