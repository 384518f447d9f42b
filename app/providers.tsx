'use client';
import { NextIntlClientProvider } from 'next-intl';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { ApiProvider } from '@/components/api/trpc-provider';
import { Toaster } from '@/components/ui/toaster';
import { TooltipProvider } from '@/components/ui/tooltip';
import { messages } from '@/messages/en';

/** What every page stands in: texts, theme, server data, tooltips and toasts. */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <ThemeProvider
        attribute="class"
        defaultTheme="system"
        enableSystem
        disableTransitionOnChange
        nonce={nonce}
      >
        <ApiProvider>
          <TooltipProvider delayDuration={400}>{children}</TooltipProvider>
          <Toaster />
        </ApiProvider>
      </ThemeProvider>
    </NextIntlClientProvider>
  );
}
