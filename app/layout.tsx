import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { PageTurner } from '#components/shell/page-turner.tsx'
import { SkipLink } from '#components/ui/skip-link.tsx'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Stepwise', template: '%s – Stepwise' },
  description: 'Follow a painful knee from the first question to the last run.',
  icons: { apple: '/icons/apple-touch-180.png' },
  // Nothing here is for a search engine or for the page before.
  robots: { index: false, follow: false },
  referrer: 'same-origin',
  formatDetection: { telephone: false, email: false, address: false, date: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f7f6' },
    { media: '(prefers-color-scheme: dark)', color: '#0c1312' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Rendered for each request: a page made at build time would hold no nonce, and its scripts would be refused.
  await connection()
  return (
    <html lang="en">
      <body>
        <SkipLink />
        {children}
        <PageTurner />
      </body>
    </html>
  )
}
