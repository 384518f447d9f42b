import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request on its way through the server. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Without the query. */
  path: string;
  requestId: string;
  ip: string;
}

export type Handler = (exchange: Exchange) => Promise<void> | void;
