/**
 * Toasts: short words about what happened, with an undo where there is one. `toast.success('Saved')` from anywhere in
 * the browser; `Toaster` shows them. Errors stay until they are closed.
 */
import { createStore } from 'zustand/vanilla';

export interface ToastOptions {
  description?: string | undefined;
  action?: { label: string; onClick: () => void } | undefined;
}

export interface ToastEntry extends ToastOptions {
  id: number;
  kind: 'success' | 'error' | 'info';
  title: string;
}

const MOST = 4;
let lastId = 0;

export const toastStore = createStore<{ toasts: readonly ToastEntry[] }>(() => ({ toasts: [] }));

function show(kind: ToastEntry['kind'], title: string, options: ToastOptions = {}): void {
  lastId += 1;
  const entry: ToastEntry = { id: lastId, kind, title, ...options };
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts, entry].slice(-MOST) }));
}

/** Takes a toast away. */
export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

export const toast = {
  success: (title: string, options?: ToastOptions) => show('success', title, options),
  error: (title: string, options?: ToastOptions) => show('error', title, options),
  info: (title: string, options?: ToastOptions) => show('info', title, options),
};
