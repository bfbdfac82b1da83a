/** A promise and what settles it (`Promise.withResolvers` came with Node 22). */
export function later() {
  let resolve;
  let reject;
  const promise = new Promise((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

/** Something took longer than it may. */
export class OutOfTime extends Error {}

/** As the promise, but fails with `OutOfTime` when it takes longer. */
export async function within(milliseconds, promise) {
  let timer;
  const limit = new Promise((_, refuse) => {
    const fail = () => refuse(new OutOfTime(`nothing came of it within ${milliseconds} ms`));
    timer = setTimeout(fail, milliseconds);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
