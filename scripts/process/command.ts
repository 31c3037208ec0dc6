import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const bin = (name: string): string => join('node_modules', '.bin', name)

const running = new Set<ReturnType<typeof spawn>>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/** Runs a command quietly. Throws with what it said when it fails. */
export async function runQuietly(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const { code, output } = await runCommand(command, args, { env })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output.trim()}`)
  return output
}

export type CommandResult = { code: number; output: string }

/** Runs a command, shows its output when asked to, and returns it with the exit code. */
export function runCommand(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; show?: boolean } = {},
): Promise<CommandResult> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    running.add(child)
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (options.show) process.stdout.write(chunk)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', fail)
    child.once('close', (code) => {
      running.delete(child)
      done({ code: code ?? 1, output })
    })
  })
}
