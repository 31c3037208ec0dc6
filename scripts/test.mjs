// npm test. Node 20 is enough to read this far; the rest runs on the Node that npm installs.
import { ensureInstalled, handOver, requireNode20 } from './process/install.mjs'

requireNode20()
ensureInstalled()
handOver('scripts/test/main.ts', process.argv.slice(2), { TZ: 'Asia/Kathmandu' })
