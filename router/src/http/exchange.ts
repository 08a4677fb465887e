import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Viewer } from '@gestas/sdk';

/** What the access log and the metrics want to know of one request; the handler fills it in. */
export type OperationNote = {
  viewer: Viewer | null;
  kind: string;
  operationName: string | null;
  /** The first error's code. */
  code: string | null;
};

/** One HTTP request, its answer, and what is known of them so far. */
export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly note: OperationNote;
};
