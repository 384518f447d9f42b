/** The nonce that Next put on its scripts; style tags made later must carry the same one. */
export function scriptNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}
