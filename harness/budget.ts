/** The budget is a matter of what can go wrong, so it lives with the generators; this is its name in the harness. */
export * from '../generators/budget.ts'
