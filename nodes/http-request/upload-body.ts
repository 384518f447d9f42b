/** A body made of the item's files. They are read while they are sent, so none of them is held. */
import type { FileRef, Item } from '@/core/items/item';
import type { HttpBody, StepFiles } from '@/core/node-kit/executor';
import { fileOf } from '@/core/node-kit/item-file';
import { asText, membersOf, type BuiltRequest, type RequestParameters } from './build-request';

export interface UploadParts {
  item: Item;
  files: StepFiles;
  /** Random: what stands between the parts of a form, and in none of them. */
  boundary: string;
}

/** The request with the files it sends. Throws NodeFailure `file.missing`. */
export function withUpload(
  built: BuiltRequest,
  parameters: RequestParameters,
  parts: UploadParts,
): BuiltRequest {
  if (parameters.bodyType === 'file') {
    const file = fileOf(parts.item, parameters.bodyFile);
    return sending(built, { size: file.size, open: () => parts.files.open(file) }, file.mediaType);
  }
  if (parameters.bodyType !== 'multipart') return built;
  const contentType = `multipart/form-data; boundary=${parts.boundary}`;
  return sending(built, formBody(parameters, parts), contentType);
}

/** A type that the author chose stays, except for a form: its type has to name what stands between its parts. */
function sending({ request, summary }: BuiltRequest, body: HttpBody, contentType: string): BuiltRequest {
  const others = request.headers.filter(({ name }) => name.toLowerCase() !== 'content-type');
  const keeps = others.length < request.headers.length && !contentType.startsWith('multipart/');
  const headers = keeps ? request.headers : [...others, { name: 'Content-Type', value: contentType }];
  return { request: { ...request, headers, body }, summary };
}

type Part = { text: Uint8Array } | { file: FileRef };

function formBody(parameters: RequestParameters, { item, files, boundary }: UploadParts): HttpBody {
  const parts: Part[] = [];
  const write = (text: string): void => void parts.push({ text: Buffer.from(text) });
  for (const [name, value] of Object.entries(membersOf(parameters.body) ?? {})) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      write(
        `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${asText(entry)}\r\n`,
      );
    }
  }
  for (const { name, value } of parameters.bodyFiles) {
    const file = fileOf(item, asText(value));
    const place = `form-data; name="${quoted(name)}"; filename="${quoted(file.name)}"`;
    write(`--${boundary}\r\nContent-Disposition: ${place}\r\nContent-Type: ${file.mediaType}\r\n\r\n`);
    parts.push({ file });
    write('\r\n');
  }
  write(`--${boundary}--\r\n`);
  return {
    size: parts.reduce((sum, part) => sum + ('file' in part ? part.file.size : part.text.length), 0),
    async *open() {
      for (const part of parts) {
        if ('file' in part) yield* files.open(part.file);
        else yield part.text;
      }
    },
  };
}

/** As browsers write names into forms. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
