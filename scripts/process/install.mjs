// Runs before anything is installed, so on whatever Node the machine has (20 or newer) and with nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export function requireNode20() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 20) return
  console.error(`Stepwise needs Node 20 or newer to install itself; this is ${process.version}.`)
  process.exit(1)
}

/** Installs the packages of the lock file when they are missing or of another version, and only then. */
export function ensureInstalled() {
  if (isInstalled()) return
  const begun = Date.now()
  console.log('Installing packages (npm ci) …')
  const { npm_config_omit: _omit, NODE_ENV: _mode, ...env } = process.env
  const npm = process.env.npm_execpath
  const [command, args] = npm
    ? [process.execPath, [npm]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  const result = spawnSync(
    command,
    [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  if (result.status !== 0 || !existsSync(node24())) {
    console.error('The packages could not be installed. Run "npm ci" to see why.')
    process.exit(1)
  }
  console.log(`Packages installed: ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}

function isInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden) || !existsSync(node24())) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  )
}

/** The Node that npm installed for this project. */
export function node24() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(root, 'node_modules', 'node', 'bin', name)
}

/**
 * Runs a script of this project on that Node and ends with its exit code. The script learns through the channel when
 * this process ends, however it ends, and then stops what it started.
 */
export function handOver(script, args, env = {}) {
  const child = spawn(
    node24(),
    ['--conditions=react-server', '--disable-warning=ExperimentalWarning', join(root, script), ...args],
    {
      cwd: root,
      env: {
        ...process.env,
        ...env,
        PATH: `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
      },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to both, whoever minds processes to this one alone; the child stops once.
    process.on(signal, () => child.kill(signal))
  }
  // npm killed the hard way cannot tell us, but leaves us an orphan.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && child.connected && child.disconnect(), 500).unref()
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
