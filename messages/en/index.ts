import editor from './editor.json';
import people from './people.json';
import runs from './runs.json';
import shell from './shell.json';
import ui from './ui.json';
import workflows from './workflows.json';

/** Every English text of the product, by namespace. */
export const messages = { editor, people, runs, shell, ui, workflows };
