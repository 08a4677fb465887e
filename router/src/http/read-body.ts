import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { httpError } from './http-error.ts';

/** Bounds of one request body. */
export type BodyLimits = {
  /** Bytes, both as sent and as inflated. */
  readonly maxBytes: number;
  /** Milliseconds until the whole body must be here. */
  readonly timeoutMs: number;
};

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/**
 * Reads a request body as UTF-8 text, inflating gzip, deflate and brotli, and never holds more than `maxBytes`.
 * @throws AppError with HTTP 413 (too large), 415 (unknown encoding), 408 (too slow), 400 (broken encoding or UTF-8).
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<string> {
  if (Number(request.headers['content-length']) > limits.maxBytes) throw tooLarge(limits.maxBytes);
  const source = decoded(request);
  const bytes = await collect(request, source, limits);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw httpError(400, 'BAD_REQUEST', 'The body is not UTF-8.');
  }
}

function decoded(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return request;
  if (!Object.hasOwn(DECODERS, encoding)) {
    throw httpError(415, 'BAD_REQUEST', 'The content-encoding must be gzip, deflate or br.', {
      'accept-encoding': 'gzip, deflate, br',
    });
  }
  const decoder = DECODERS[encoding as keyof typeof DECODERS]({ chunkSize: 16 * 1024 });
  return request.pipe(decoder);
}

function collect(
  request: IncomingMessage,
  source: Readable,
  { maxBytes, timeoutMs }: BodyLimits,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => finish(tooSlow(timeoutMs)), timeoutMs);
    const finish = (fault?: Error) => {
      clearTimeout(timer);
      source.off('data', onData).off('end', onEnd);
      if (source !== request) {
        request.unpipe();
        source.destroy();
        request.resume(); // a rest that nobody reads would block the connection's next request
      }
      if (fault) reject(fault);
      else resolve(Buffer.concat(chunks, size));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) finish(tooLarge(maxBytes));
      else chunks.push(chunk);
    };
    const onEnd = () => finish();
    source.on('data', onData).on('end', onEnd);
    source.on('error', () => finish(httpError(400, 'BAD_REQUEST', 'The body could not be read.')));
    request.on('close', () => {
      if (!request.complete) finish(httpError(400, 'BAD_REQUEST', 'The body ended too early.'));
    });
  });
}

function tooLarge(maxBytes: number) {
  return httpError(413, 'BAD_REQUEST', `The body may have at most ${maxBytes} bytes.`);
}

function tooSlow(timeoutMs: number) {
  return httpError(408, 'REQUEST_TIMEOUT', `The body must arrive within ${timeoutMs} ms.`, {
    connection: 'close',
  });
}
