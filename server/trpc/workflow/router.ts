import { t } from '../init';
import { callable } from './callable';
import { create } from './create';
import { diff } from './diff';
import { deleteWorkflowProcedure } from './delete';
import { exportProcedure } from './export';
import { duplicate } from './duplicate';
import { get } from './get';
import { getVersion } from './get-version';
import { list } from './list';
import { listVersions } from './list-versions';
import { publish } from './publish';
import { rename } from './rename';
import { replaceDraftProcedure } from './replace-draft';
import { restoreVersion } from './restore-version';
import { tagVersion } from './tag-version';
import { untagVersion } from './untag-version';
import { validate } from './validate';

export const workflowRouter = t.router({
  list,
  callable,
  create,
  get,
  rename,
  delete: deleteWorkflowProcedure,
  duplicate,
  export: exportProcedure,
  validate,
  publish,
  listVersions,
  getVersion,
  diff,
  restoreVersion,
  replaceDraft: replaceDraftProcedure,
  tagVersion,
  untagVersion,
});
