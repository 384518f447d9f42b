/** The first import of a process that has done nothing else, told to its parent in milliseconds. */
import { inProject } from '../scripts/steps/project.mjs';

const { importOnce } = await import(inProject('dist/bench/import-cases.mjs'));
process.send(importOnce().importMs);
process.disconnect();
