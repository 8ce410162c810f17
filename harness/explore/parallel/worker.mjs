// A worker begins here: TypeScript is run as it is.
await import('../../typescript/register.mjs')

const { work } = await import('./work.ts')
work()
