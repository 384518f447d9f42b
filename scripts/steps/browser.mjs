/** A Chromium for the browser tests: an installed one, Playwright's own, or the system's package. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { inProject, runProgram } from './project.mjs';
import { StepFailure } from './report.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of an installed Chromium or Chrome, or undefined. `CHROMIUM_PATH` names one outright. */
export function findInstalledBrowser() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...MAC,
  ];
  return candidates.find((file) => file && existsSync(file));
}

/** Finds a browser or installs one. Returns where it is, for the step's line. */
export async function ensureBrowser() {
  const found = findInstalledBrowser() ?? (await findOwn());
  if (found) return found;
  const reasons = [];
  const ways = [
    [
      'playwright',
      process.execPath,
      [inProject('node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    ],
  ];
  if (process.getuid?.() === 0)
    ways.push(['apt', 'sh', ['-c', 'apt-get update && apt-get install -y --no-install-recommends chromium']]);
  for (const [name, command, args] of ways) {
    try {
      await runProgram(command, args);
      const installed = findInstalledBrowser() ?? (await findOwn());
      if (installed) return installed;
    } catch (error) {
      reasons.push(`${name}: ${error.message.split('\n').slice(-3).join(' ').slice(0, 300)}`);
    }
  }
  throw new StepFailure(
    `No Chromium was found and none could be installed (${reasons.join('; ')}). Install Chromium or Chrome, or set CHROMIUM_PATH.`,
  );
}

async function findOwn() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}
