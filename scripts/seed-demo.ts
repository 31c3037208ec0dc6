import { loadDemo } from './start/demo.ts'

// npm run seed:demo: fills the database of DATABASE_OWNER_URL (or DATABASE_URL) with the demo clinic. Its sign-ins are public.

const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL
if (!url) {
  console.error('Set DATABASE_OWNER_URL (or DATABASE_URL) to the database that should get the demo clinic.')
  process.exit(2)
}
const demo = await loadDemo()
if (!demo) throw new Error('prisma/seed/demo.ts is missing.')
await demo.seedDemo(url)
console.log('The demo clinic is there.')
for (const { role, email, password } of demo.demoSignIns)
  console.log(`  ${role.padEnd(10)} ${email}  ${password}`)
