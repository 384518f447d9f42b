/**
 * PostgreSQL's wire protocol, as much of it as a man in the middle needs: where one message ends and the next begins, and
 * which statement a client is about to run. Version 3 without TLS.
 */

const WRITES = /\b(insert\s+into|update|delete\s+from)\b/i;
const COMMITS = /^\s*commit\b/i;

export interface WireMessage {
  /** The message's letter; '' for those that open a connection and have none. */
  type: string;
  /** The whole message as it travels. */
  bytes: Buffer;
}

/** Cuts a stream into messages. `opens`: the first message of a client has no letter. */
export function createMessageSplitter(options: { opens: boolean }): (chunk: Buffer) => WireMessage[] {
  let opening = options.opens;
  let rest: Buffer = Buffer.alloc(0);

  function next(): WireMessage | null {
    const head = opening ? 0 : 1;
    if (rest.length < head + 4) return null;
    const end = head + rest.readInt32BE(head);
    if (rest.length < end) return null;
    const bytes = rest.subarray(0, end);
    rest = rest.subarray(end);
    const type = opening ? '' : String.fromCharCode(bytes[0] ?? 0);
    opening = false;
    return { type, bytes };
  }

  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: WireMessage[] = [];
    for (let message = next(); message; message = next()) messages.push(message);
    return messages;
  };
}

/** Follows one client and says when the answer to what it just sent is the word that something is on disk. */
export interface CommitWatch {
  /** The name of the statement (`commit` for the word itself) when this message makes the next answer a commit's; else null. */
  sees(message: WireMessage): string | null;
  /** The server's message: it says whether a transaction is open. */
  hears(message: WireMessage): void;
}

export function createCommitWatch(): CommitWatch {
  const writing = new Map<string, boolean>();
  let inTransaction = false;
  return {
    sees({ type, bytes }) {
      if (type === 'Q') return COMMITS.test(textAt(bytes, 5)) ? 'commit' : null;
      if (type === 'P') {
        const name = textAt(bytes, 5);
        writing.set(name, WRITES.test(textAt(bytes, 6 + Buffer.byteLength(name))));
        return null;
      }
      if (type !== 'B' || inTransaction) return null;
      const portal = textAt(bytes, 5);
      const name = textAt(bytes, 6 + Buffer.byteLength(portal));
      return writing.get(name) === true ? name : null;
    },
    hears({ type, bytes }) {
      if (type === 'Z') inTransaction = bytes[5] !== 0x49;
    },
  };
}

/** The text that ends with a zero byte. */
function textAt(bytes: Buffer, offset: number): string {
  const end = bytes.indexOf(0, offset);
  return bytes.toString('utf8', offset, end < 0 ? bytes.length : end);
}
