// What a program and everything it starts open and connect to, as strace sees it.
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const CALLS = 'open,openat,openat2,creat,connect,execve,clone,clone3,fork,vfork';

/** The server looks every few milliseconds how much memory its children have: most of all calls. */
const LOOKS = /"\/proc\/\d+\/stat/;

/** The command that has a program watched; it stays the direct child, so signals reach it. */
export const watched = (file) => ['strace', '-D', '-f', '--seccomp-bpf', '-qq', '-s', '4096', '-e', `trace=${CALLS}`, '-e', 'signal=none', '-o', file];

/** Why strace cannot watch here; undefined when it can. */
export async function whyNotWatched() {
  try {
    await promisify(execFile)('strace', ['-f', '--seccomp-bpf', '-o', '/dev/null', 'true']);
    return undefined;
  } catch (failure) {
    return `strace does not work here: ${failure.message.split('\n')[0]}`;
  }
}

/**
 * Reads what strace wrote.
 *
 * @returns {Promise<{ program: string[], call: string, path: string, whole: string }[]>} each call
 *     that did not fail for a missing file, with the command of the process that made it
 */
export async function readTrace(file) {
  const programs = new Map();
  const unfinished = new Map();
  const seen = [];
  for await (const raw of createInterface({ input: createReadStream(file) })) {
    const [, pid, said] = /^(\d+) +(.*)$/.exec(raw) ?? [];
    if (!pid || LOOKS.test(said)) continue;
    if (said.endsWith(' <unfinished ...>')) {
      unfinished.set(pid, said.slice(0, -' <unfinished ...>'.length));
      // A child may be seen before its parent's call has returned.
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(said);
    const whole = resumed ? (unfinished.get(pid) ?? '') + resumed[1] : said;
    if (resumed) unfinished.delete(pid);
    const [, call, rest, result] = /^(\w+)\((.*)\) += (\S+)/.exec(whole) ?? [];
    if (!call) continue;
    if (/^(clone|clone3|fork|vfork)$/.test(call)) {
      if (Number(result) > 0) inherit(programs, seen, result, pid);
      continue;
    }
    if (call === 'execve' && result === '0') programs.set(pid, { pid, command: words(rest) });
    if (Number(result) < 0 && call !== 'connect') continue;
    if (!programs.has(pid)) programs.set(pid, { pid, command: [] });
    seen.push({ of: programs.get(pid), call, path: /"((?:[^"\\]|\\.)*)"/.exec(rest)?.[1] ?? '', whole });
  }
  return seen.map(({ of, ...what }) => ({ program: commandOf(of), ...what }));
}

/** What the child did before its parent heard of it becomes the parent's program's too. */
function inherit(programs, seen, child, parent) {
  if (!programs.has(parent)) programs.set(parent, { pid: parent, command: [] });
  const known = programs.get(child);
  if (!known) programs.set(child, programs.get(parent));
  else if (known.command.length === 0) known.parent = programs.get(parent);
}

function commandOf(program) {
  return program.command.length === 0 && program.parent ? commandOf(program.parent) : program.command;
}

function words(rest) {
  const [, list] = /\[(.*)\], /.exec(rest) ?? [];
  return [...(list ?? rest).matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word]) => word);
}
