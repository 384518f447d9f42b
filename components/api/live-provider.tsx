'use client';
import { createContext, useContext, useEffect, useEffectEvent, useMemo, useRef, type ReactNode } from 'react';
import type { LiveEvent } from '@/core/contracts/live-event';
import { useTRPCClient } from './trpc-provider';

type Handler = (event: LiveEvent) => void;

interface LiveHub {
  listen(topics: readonly string[], handler: Handler): () => void;
}

const LiveContext = createContext<LiveHub | null>(null);
/** Topics that come and go together (a page opening) make one new stream, not several. */
const SETTLE_MS = 30;

/** One event stream for the whole tab, whatever its parts listen to. */
export function LiveProvider({ tenant, children }: { tenant: string; children: ReactNode }) {
  const client = useTRPCClient();
  const stop = useRef<() => void>(() => undefined);

  const hub = useMemo<LiveHub>(() => {
    const listeners = new Map<symbol, { topics: readonly string[]; handler: Handler }>();
    let current = '';
    let lastEventId: string | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let close: () => void = () => undefined;

    function connect(): void {
      timer = null;
      const topics = [...new Set([...listeners.values()].flatMap((listener) => listener.topics))].sort();
      const wanted = topics.join(' ');
      if (wanted === current) return;
      current = wanted;
      close();
      close = () => undefined;
      if (topics.length === 0) return;
      const subscription = client.live.events.subscribe(
        { tenant, topics, lastEventId },
        {
          onData: (message) => {
            lastEventId = message.id;
            for (const event of message.data) for (const { handler } of listeners.values()) handler(event);
          },
        },
      );
      close = () => subscription.unsubscribe();
      stop.current = close;
    }

    function changed(): void {
      timer ??= setTimeout(connect, SETTLE_MS);
    }

    return {
      listen(topics, handler) {
        const key = Symbol('listener');
        listeners.set(key, { topics, handler });
        changed();
        return () => {
          listeners.delete(key);
          changed();
        };
      },
    };
  }, [client, tenant]);

  // The stream is an outside connection: it ends with the tab's shell.
  useEffect(() => () => stop.current(), [hub]);
  return <LiveContext.Provider value={hub}>{children}</LiveContext.Provider>;
}

/** Calls `onEvent` for every live event of the topics while the component is shown. */
export function useLiveEvents(topics: readonly string[], onEvent: Handler): void {
  const hub = useContext(LiveContext);
  const handle = useEffectEvent(onEvent);
  const key = topics.join(' ');
  // Listening is a subscription to something outside React.
  useEffect(() => {
    if (!hub || key === '') return undefined;
    return hub.listen(key.split(' '), (event) => handle(event));
  }, [hub, key]);
}
