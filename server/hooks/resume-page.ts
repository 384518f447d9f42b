/**
 * What a person sees who opens a resume address in a browser: what the address is for, and one button. Looking never
 * decides anything, so link previews and scanners may come as they like; the button sends what a program would. Nothing
 * of the run's data is shown, no script runs, and no other page may hold this one in a frame.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;margin:15vh auto 0;max-width:26rem;padding:0 1rem;color:#1b1f24;background:#fff}' +
  'h1{font-size:1.25rem}button{font:inherit;padding:.5rem 1.25rem;border:0;border-radius:.5rem;background:#2b5bd7;color:#fff;cursor:pointer}' +
  'button:focus-visible{outline:3px solid #9db7f5}@media(prefers-color-scheme:dark){body{color:#e6e8eb;background:#15181c}}';

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** `ask` has the button; the others are what is to say when there is nothing to press. */
export type ResumePage = 'ask' | 'done' | 'not-waiting' | 'over' | 'programs-only';

const TEXTS: Readonly<Record<ResumePage, { status: number; title: string; text: string }>> = {
  ask: {
    status: 200,
    title: 'A workflow waits for you',
    text: 'It goes on when you press the button. Opening this page changed nothing.',
  },
  done: { status: 202, title: 'Thank you', text: 'The workflow goes on. You may close this page.' },
  'not-waiting': {
    status: 409,
    title: 'Nothing waits here now',
    text: 'Either somebody has pressed the button before, or the workflow has not come this far yet.',
  },
  over: { status: 410, title: 'This workflow has ended', text: 'There is nothing to go on with any more.' },
  'programs-only': {
    status: 405,
    title: 'A workflow waits for a program',
    text: 'This address is called by another program, not from a browser.',
  },
};

/** True for a browser that shows a page to a person; programs ask for JSON or for anything. */
export function wantsPage(request: IncomingMessage): boolean {
  return /(?:^|[,\s])text\/html\b/i.test(request.headers.accept ?? '');
}

export function sendResumePage(response: ServerResponse, page: ResumePage): void {
  const { status, title, text } = TEXTS[page];
  const form = page === 'ask' ? '<form method="post"><button type="submit">Go on</button></form>' : '';
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p>${form}</main></body></html>`;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(html),
    'content-security-policy': POLICY,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
  });
  response.end(html);
}
