import { copyFileSync, existsSync } from 'node:fs'

// A second copy (tests, a helper, a preview) builds into its own folder. Next writes that folder into the tsconfig it
// uses, so each copy has its own, made from the committed one.
const distDir = process.env.STEPWISE_DIST_DIR ?? '.next'
const tsconfigPath = distDir === '.next' ? 'tsconfig.json' : `tsconfig${distDir}.json`
if (!existsSync(tsconfigPath)) copyFileSync('tsconfig.json', tsconfigPath)

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  distDir,
  poweredByHeader: false,
  reactStrictMode: true,
  // No picture is scaled by the server: an address that would do so does not exist.
  images: { unoptimized: true },
  serverExternalPackages: [
    '@node-rs/argon2',
    '@react-pdf/renderer',
    'graphile-worker',
    'nodemailer',
    'pg',
    'pino',
  ],
  env: { STEPWISE_BUILD: process.env.STEPWISE_BUILD ?? '' },
  // The worker of a phone asks the server for what is new each time; it needs nothing from elsewhere.
  headers: async () => [
    {
      source: '/(sw.js|offline/.*)',
      headers: [
        { key: 'cache-control', value: 'no-cache' },
        { key: 'content-security-policy', value: "default-src 'self'" },
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'cross-origin-resource-policy', value: 'same-origin' },
      ],
    },
  ],
  // `npm test` checks the types once, with the same compiler; a build need not do it again.
  typescript: { tsconfigPath, ignoreBuildErrors: true },
  // The server compares the database with the migrations it was built with, and embeds fonts in letters.
  outputFileTracingIncludes: {
    '/**': [
      './prisma/migrations/**/*.sql',
      './prisma/migrations/locks.txt',
      './node_modules/@fontsource/inter/files/inter-*-{400,600}-normal.woff',
    ],
  },
  experimental: {
    serverActions: { bodySizeLimit: '1mb' },
  },
}
