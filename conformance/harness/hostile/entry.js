/** One of them: `make(file, lures)` gives the bytes, and may write beside the file. */
export const hostile = (name, type, make) => ({ name, type, make });
