// A script of package.json that may be the first thing somebody runs: node scripts/run.mjs FILE. It runs on the Node that npm
// installs, as npm start does.
import { ensureInstalled, handOver, requireNode20 } from './process/install.mjs'

const [script = '', ...args] = process.argv.slice(2)
requireNode20()
ensureInstalled()
handOver(script, args)
