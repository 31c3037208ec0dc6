import type { MetadataRoute } from 'next'

/** What a phone needs to keep Stepwise beside its other apps. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Stepwise',
    short_name: 'Stepwise',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f4f7f6',
    theme_color: '#f4f7f6',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
    ],
  }
}
