import apiExplorer from './api-explorer.json';
import audit from './audit.json';
import commandMenu from './command-menu.json';
import credentials from './credentials.json';
import data from './data.json';
import deadLetters from './dead-letters.json';
import editor from './editor.json';
import health from './health.json';
import home from './home.json';
import imports from './import.json';
import inbox from './inbox.json';
import ledger from './ledger.json';
import limits from './limits.json';
import lists from './lists.json';
import people from './people.json';
import problems from './problems.json';
import run from './run.json';
import runs from './runs.json';
import schedule from './schedule.json';
import shell from './shell.json';
import ui from './ui.json';
import versions from './versions.json';
import workflowField from './workflow-field.json';
import workflows from './workflows.json';

/** Every English text of the product, by namespace. */
export const messages = {
  apiExplorer,
  audit,
  commandMenu,
  credentials,
  data,
  deadLetters,
  editor,
  health,
  home,
  import: imports,
  inbox,
  ledger,
  limits,
  lists,
  people,
  problems,
  run,
  runs,
  schedule,
  shell,
  ui,
  versions,
  workflowField,
  workflows,
};
