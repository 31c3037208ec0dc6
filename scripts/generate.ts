import { generateClient } from './process/generate.ts'

// npm run db:generate: the Prisma client, when the schema has changed since the last time.
console.log((await generateClient()) ? 'Generated.' : 'The client is current.')
