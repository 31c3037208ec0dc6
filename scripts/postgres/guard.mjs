// Outlives the process that started PostgreSQL: when that process ends, however it ends, the pipe on standard input
// closes, and the guard stops the server. It knows nothing else, so that there is little in it that could fail.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'

const { pgCtl, dataDir, remove, uid, gid } = JSON.parse(process.argv[2])

function stop() {
  spawnSync(pgCtl, ['stop', '-D', dataDir, '-m', 'fast', '-w', '-t', '20'], {
    stdio: 'ignore',
    cwd: '/',
    ...(uid === undefined ? {} : { uid, gid }),
  })
  if (remove) rmSync(remove, { recursive: true, force: true })
  process.exit(0)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined)
process.stdin.on('end', stop).on('close', stop).on('error', stop).resume()
