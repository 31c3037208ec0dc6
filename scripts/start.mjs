// npm start and npm run dev. Node 20 is enough to read this far; the rest runs on the Node that npm installs.
import { ensureInstalled, handOver, requireNode20 } from './process/install.mjs'

requireNode20()
ensureInstalled()
handOver('scripts/start/main.ts', process.argv.slice(2))
