'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
  TRPCClientError,
  type TRPCClient,
} from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { useState, type ReactNode } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '@/server/trpc/router';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const URL = '/api/trpc';
const MAX_RETRY_DELAY_MS = 15_000;

/** The stable code of an API error (`workflow.not-found`), or null when there was no answer at all. */
export function errorCodeOf(error: unknown): string | null {
  return problemOf(error)?.code ?? null;
}

/** The problem an API call was answered with, or null when there was no answer at all. */
export function problemOf(error: unknown): { code: string; details: Record<string, unknown> } | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data = (error as TRPCClientError<AppRouter>).data;
  return data ? data.problem : null;
}

/** True when trying again cannot help: the answer was a decision. */
function isFinal(error: unknown): boolean {
  const data: unknown = error instanceof TRPCClientError ? error.data : null;
  const status =
    typeof data === 'object' && data !== null && 'httpStatus' in data ? Number(data.httpStatus) : 0;
  return status >= 400 && status < 500;
}

function createClient(): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        // An answer that is not 200 would end a subscription for good, so reconnecting is ours.
        true: [
          retryLink({
            retry: ({ error }) => !isFinal(error),
            retryDelayMs: (attempt) => Math.min(500 * 2 ** attempt, MAX_RETRY_DELAY_MS),
          }),
          httpSubscriptionLink({ url: URL, transformer: superjson }),
        ],
        false: httpBatchLink({ url: URL, transformer: superjson, maxItems: 10 }),
      }),
    ],
  });
}

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => !isFinal(error) && count < 4,
        refetchOnWindowFocus: true,
      },
    },
  });
}

/** Server data for everything below: one client and one cache for each tab. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueries);
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
