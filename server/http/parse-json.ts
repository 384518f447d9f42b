import { UserProblem } from '@/core/errors/app-error';

/**
 * Nesting beyond this is refused before parsing: deep values overflow the stack of whoever walks them later. That is ours to
 * know and no tenant's to choose.
 */
const MAX_DEPTH = 100;

/** Parses a JSON body. Throws 400 `request.not-json` or `request.too-deep`. */
export function parseJsonBody(text: string): unknown {
  if (exceedsDepth(text, MAX_DEPTH)) {
    throw new UserProblem(
      'request.too-deep',
      `The JSON is nested deeper than ${MAX_DEPTH} levels. Flatten it.`,
      {
        details: { maxDepth: MAX_DEPTH },
      },
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : '';
    throw new UserProblem('request.not-json', `The body is not the JSON it says it is. ${reason}`.trim());
  }
}

/** True when brackets outside of strings nest deeper than `max`. One pass, no allocation. */
export function exceedsDepth(text: string, max: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > max) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}
