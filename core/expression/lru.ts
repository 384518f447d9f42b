/** A bounded cache that forgets what was used longest ago. Bounded by entries and by the length of all keys. */
export interface Lru<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
}

export function createLru<V>(maxEntries: number, maxKeyLength: number): Lru<V> {
  const entries = new Map<string, V>();
  let keyLength = 0;
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      if (key.length > maxKeyLength / 4) return;
      if (entries.delete(key)) keyLength -= key.length;
      entries.set(key, value);
      keyLength += key.length;
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries && keyLength <= maxKeyLength) break;
        entries.delete(oldest);
        keyLength -= oldest.length;
      }
    },
  };
}
