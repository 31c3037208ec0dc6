/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  // A second copy (tests, a helper, a preview) builds into its own folder.
  distDir: process.env.STEPWISE_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@node-rs/argon2', 'pino', 'nodemailer'],
  experimental: {
    serverActions: { bodySizeLimit: '1mb' },
  },
}
