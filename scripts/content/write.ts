/** Writes data as a TypeScript file, formatted like everything else. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

const note =
  '// Written by scripts/content from the clinical specification. Change the script or the specification, not this file.'

/** `type` is the type of every export; `from` is where its name is imported from. */
export function writeData(
  path: string,
  type: string,
  from: string | null,
  exports: Record<string, unknown>,
): void {
  const name = /[A-Z][A-Za-z]*Spec|AdditionalTrigger|FlagLine|Urgency/.exec(type)?.[0]
  const head = from && name ? `import type { ${name} } from '${from}'\n\n` : ''
  const body = Object.entries(exports).map(
    ([constant, value]) => `export const ${constant}: ${type} = ${JSON.stringify(value)}\n`,
  )
  writeFileSync(path, `${note}\n${head}${body.join('\n')}`)
  execFileSync('biome', ['check', '--write', '--log-level=error', path], { stdio: 'ignore' })
  console.log(`wrote ${path}`)
}
