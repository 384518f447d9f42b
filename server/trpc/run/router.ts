import { t } from '../init';
import { bulk } from './bulk';
import { cancel } from './cancel';
import { continueIt } from './continue';
import { decide } from './decide';
import { get } from './get';
import { getGraph } from './get-graph';
import { getStep } from './get-step';
import { itemLineage } from './item-lineage';
import { list } from './list';
import { pause } from './pause';
import { previewFile } from './preview-file';
import { rerunFrom } from './rerun-from';
import { resumeAddress } from './resume-address';
import { resume } from './resume';
import { retry } from './retry';
import { signal } from './signal';
import { start } from './start';

export const runRouter = t.router({
  start,
  list,
  get,
  getStep,
  getGraph,
  itemLineage,
  previewFile,
  cancel,
  decide,
  resume,
  retry,
  rerunFrom,
  bulk,
  pause,
  continue: continueIt,
  signal,
  resumeAddress,
});
