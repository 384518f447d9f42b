import { t } from './init';
import { setupRouter } from './setup/router';
import { sessionRouter } from './session/router';
import { tenantRouter } from './tenant/router';
import { memberRouter } from './member/router';
import { inviteRouter } from './invite/router';
import { apiKeyRouter } from './api-key/router';
import { auditRouter } from './audit/router';
import { credentialRouter } from './credential/router';
import { healthRouter } from './health/router';
import { limitRouter } from './limit/router';
import { workflowRouter } from './workflow/router';
import { nodeTypeRouter } from './node-type/router';
import { homeRouter } from './home/router';
import { deadLetterRouter } from './dead-letter/router';
import { inboxRouter } from './inbox/router';
import { receiptRouter } from './receipt/router';
import { runRouter } from './run/router';
import { scheduleRouter } from './schedule/router';
import { templateRouter } from './template/router';
import { webhookTestRouter } from './webhook-test/router';
import { exchangeRouter } from './exchange/router';
import { liveRouter } from './live/router';

/** Every procedure of the product, by noun. The browser imports its type and nothing else. */
export const appRouter = t.router({
  setup: setupRouter,
  session: sessionRouter,
  tenant: tenantRouter,
  member: memberRouter,
  invite: inviteRouter,
  apiKey: apiKeyRouter,
  audit: auditRouter,
  credential: credentialRouter,
  health: healthRouter,
  limit: limitRouter,
  workflow: workflowRouter,
  nodeType: nodeTypeRouter,
  run: runRouter,
  receipt: receiptRouter,
  inbox: inboxRouter,
  deadLetter: deadLetterRouter,
  schedule: scheduleRouter,
  webhookTest: webhookTestRouter,
  template: templateRouter,
  exchange: exchangeRouter,
  home: homeRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;
