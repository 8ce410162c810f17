// A thread that searches. It runs the package's own TypeScript as it is, as the command does (harness/typescript).
await import('../../harness/typescript/register.mjs')
await import('./worker.ts')
