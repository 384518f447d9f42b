/** Prints the steps of a command, each with its outcome and time. */

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);

/** Seconds with one decimal. */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A failure that is told in its sentence alone: no stack trace, exit code 1. */
export class StepFailure extends Error {
  name = 'StepFailure';
}

/**
 * Runs one step and prints a line for it. What `work` gives back, where it is text, is shown as the outcome.
 * @template T
 * @param {string} title
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = performance.now();
  try {
    const outcome = await work();
    const note = typeof outcome === 'string' ? outcome : 'done';
    print(paint('32', '✓'), title, note, performance.now() - began);
    return outcome;
  } catch (error) {
    print(paint('31', '✗'), title, 'failed', performance.now() - began);
    throw error;
  }
}

function print(mark, title, note, elapsedMs) {
  console.log(
    `  ${mark} ${title.padEnd(14)} ${note.padEnd(44)} ${paint('90', seconds(elapsedMs).padStart(7))}`,
  );
}

/**
 * Runs an entry script. A failure is printed as its sentence; only a fault of ours shows its stack.
 * @param {() => Promise<unknown>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    const told = error instanceof Error && (error.name === 'StepFailure' || 'family' in error);
    console.error(`\n${told ? error.message : error instanceof Error ? error.stack : String(error)}`);
    process.exitCode = 1;
  }
}
