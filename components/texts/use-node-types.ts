'use client';
import { useCallback } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useMessages } from 'next-intl';
import { useTRPC } from '@/components/api/trpc-provider';
import { localiseNodeTypes, type NodeTypes } from './node-texts';

/** Every node type the tenant may use, in the person's language. The one way to read them in the browser. */
export function useNodeTypes(tenant: string) {
  const trpc = useTRPC();
  const messages = useMessages();
  const select = useCallback((types: NodeTypes) => localiseNodeTypes(types, messages), [messages]);
  return useQuery(trpc.nodeType.list.queryOptions({ tenant }, { staleTime: Infinity, select }));
}
