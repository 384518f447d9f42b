/**
 * Everything a compatibility report can say, as English texts with values in braces. The browser has the same texts
 * under `import.remarks`; a test holds one against the other.
 */
export const REMARKS = {
  'node.no-counterpart': 'Heddle has no node for {type} yet. A placeholder keeps all its parameters.',
  'node.version-unknown': 'Version {version} of {type} is not known; it was read like version {read}.',
  'node.unreadable': 'This entry is not a node. It is kept for exporting back, and not shown.',
  'node.failed': 'It could not be translated ({reason}). A placeholder keeps all its parameters.',
  'node.renamed': 'It was called "{from}"; its name here is "{to}".',
  'node.trigger':
    'It started the workflow in n8n; the placeholder starts nothing. Start it by a webhook, a schedule or by hand.',
  'parameter.expression-unsupported': 'An expression is not supported here: {reason}',
  'parameter.expression-adapted': 'An expression was rewritten.',
  'expression.variable':
    'It read the setting "{name}" of the machine ($env). Here it reads the variable of that name; make one.',
  'parameter.no-expression':
    'Heddle wants a fixed value here, so the expression "{expression}" was left out.',
  'parameter.dropped': 'The option "{name}" has no counterpart and was left out.',
  'parameter.check': 'Check "{name}": {reason}',
  'parameter.value-unknown': '"{value}" is not known for "{name}"; "{used}" is used.',
  'settings.retry-limited': 'It is tried {attempts} times at most.',
  'settings.retry-kinds': 'Only failures that may pass by themselves are tried again.',
  'settings.node-note': 'The note of the node stands beside it on the canvas.',
  'credentials.needed':
    'It uses the stored credential "{name}" ({type}), which no file holds. Choose or make one here.',
  'output.shape': 'Its items look different: {what}',
  'code.python': 'Python code does not run here. Rewrite it in JavaScript.',
  'code.helpers': 'The code uses {what}, which is not available here.',
  'code.unreadable': 'The code is not valid JavaScript: {reason}',
  'code.wrapped': 'n8n’s own names ($input, $json, $node …) are available to the code.',
  'conditions.operator': 'The operator "{operator}" is not known; "{used}" is used.',
  'http.authentication': 'Signing in by "{kind}" is not carried over. Add the header by hand.',
  'http.option': 'The option "{name}" of the request is not supported and was left out.',
  'http.redirects': 'Five redirects are followed at most, whatever number was set.',
  'http.binary': 'Sending files is not supported yet.',
  'http.answer-shape': 'The answer’s body becomes the item, a list one item for each entry, as in n8n.',
  'webhook.path-made': 'The path was empty or not allowed here; it is now "{path}".',
  'webhook.authentication': 'The secret of the webhook is stored in n8n. Set it here, or anyone may call it.',
  'webhook.methods': 'Method {method} cannot be used here.',
  'webhook.response': 'The answer is given differently: {what}',
  'schedule.adapted': 'The schedule was rewritten: {what}',
  'subworkflow.choose': 'Choose the workflow that it runs: "{name}" has another id here.',
  'subworkflow.itself': 'It runs this workflow itself, which is found once the workflow is saved here.',
  'subworkflow.inline': 'The workflow that stands inside this node must be imported on its own.',
  'loop.no-way-back': 'Nothing leads back into the loop, so only what runs in it is done for each batch.',
  'loop.old':
    'This version of the loop was ended by a condition; here "done" is taken when all items are through.',
  'loop.reset': 'It begins anew here whenever items come from outside the loop, so nothing has to reset it.',
  'merge.sql':
    'Check the SQL: it runs in SQLite here, so a field that a row lacks is null in the answer, and functions of other engines are not known.',
  'merge.waits': 'It waits for every connected input, or until it is known that nothing comes.',
  'wait.form': 'Waiting for a form is not supported; it waits for its resume address.',
  'feature.text': '{what}',
  'note.clipped':
    'The note is longer than {limit} characters and was cut; the whole is kept for exporting back.',
  'pinned.left-out': 'Pinned data of "{node}" was left out: {reason}',
  'pinned.binary': 'Files in the pinned data of "{node}" were left out.',
  'connection.dangling': 'A connection from "{from}" leads to "{to}", which does not exist.',
  'connection.unusable': 'A connection from "{from}" to "{to}" has no counterpart ({why}).',
  'connection.limited': 'The way back from "{from}" to "{to}" is limited to {limit} rounds.',
  'workflow.error-workflow': 'The error workflow "{id}" has another id here. Choose it in the settings.',
  'workflow.static-data':
    'What the workflow kept from run to run in n8n is not taken over; the file that is exported back holds it.',
  'workflow.timezone': 'The time zone "{zone}" is not known; UTC is used.',
  'workflow.timeout': 'The time limit of the workflow was not usable and was left out.',
  'workflow.order-levels': 'It used n8n’s old order of execution, so nodes run level by level here.',
  'workflow.name-cut': 'The name was longer than {limit} characters and was cut.',
} as const;

export type RemarkCode = keyof typeof REMARKS;
