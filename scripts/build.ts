import { buildApp } from './process/build.ts'

// npm run build: the production build, when a source has changed since the last one.
console.log((await buildApp()) ? 'Built.' : 'The build is current.')
