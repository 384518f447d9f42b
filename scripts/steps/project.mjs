/** The project's folder, its settings file, and running programs in it. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StepFailure } from './report.mjs';

/** Absolute path of the clone. */
export const projectRoot = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** @param {...string} parts */
export function inProject(...parts) {
  return path.join(projectRoot, ...parts);
}

/** Reads `.env` where there is one. What is set outside wins. */
export function loadSettings() {
  if (existsSync(inProject('.env'))) process.loadEnvFile(inProject('.env'));
}

/**
 * Runs a program in the project. Its output is shown only when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean }} [options]
 * @returns {Promise<string>}
 */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...options.env },
      stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) =>
      reject(new StepFailure(`${command} could not be started: ${error.message}`)),
    );
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(
          new StepFailure(`${output.trim()}\n\n\`${command} ${args.join(' ')}\` failed (${signal ?? code}).`),
        );
    });
  });
}

/**
 * A hash over the names and contents of files and folders (tests left out), so that "nothing changed" is a fact.
 * @param {readonly string[]} paths relative to the project
 */
export function hashSources(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(listFiles)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(inProject(file)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function listFiles(relative) {
  const absolute = inProject(relative);
  if (!existsSync(absolute)) return [];
  const entries = tryList(absolute);
  if (entries === undefined) return [relative];
  return entries
    .sort((a, b) => (a < b ? -1 : 1))
    .filter((name) => !name.startsWith('.') && name !== 'node_modules' && !/\.test\.tsx?$/.test(name))
    .flatMap((name) => listFiles(path.join(relative, name)));
}

function tryList(absolute) {
  try {
    return readdirSync(absolute);
  } catch {
    return undefined;
  }
}

/** The text of a small file, or undefined. */
export function readStamp(relative) {
  return existsSync(inProject(relative)) ? readFileSync(inProject(relative), 'utf8').trim() : undefined;
}
