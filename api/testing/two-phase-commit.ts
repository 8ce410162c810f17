import { note, notesIn, type Machine, ownSystem, promise } from '../index.ts'

interface State {
  readonly coordinator: 'preparing' | 'committed' | 'aborted' | 'down'
  /** What the coordinator finds on its disk when it starts again. */
  readonly logged: 'committed' | 'aborted' | null
  readonly participants: readonly ('working' | 'prepared' | 'committed' | 'aborted')[]
}

type Action =
  | { readonly kind: 'vote' | 'refuse' | 'tell'; readonly participant: number }
  | { readonly kind: 'decide' | 'restart' | 'crash' }

interface Variant {
  /** The coordinator writes its decision down before it tells anybody. */
  readonly logs: boolean
  /** Somebody starts a crashed coordinator again. */
  readonly restarts: boolean
}

const crash = { is: 'fault', kind: 'crash' } as const

function machine({ logs, restarts }: Variant): Machine<State, Action> {
  const after = (state: State, action: Action): State => {
    const { coordinator, participants } = state
    const set = (at: number, to: State['participants'][number]) => ({
      ...state,
      participants: participants.with(at, to),
    })
    switch (action.kind) {
      case 'vote':
        return coordinator === 'preparing' && participants[action.participant] === 'working'
          ? set(action.participant, 'prepared')
          : state
      case 'refuse':
        return participants[action.participant] === 'working' ? set(action.participant, 'aborted') : state
      case 'decide': {
        if (coordinator !== 'preparing' || participants.includes('working')) return state
        const decision = participants.includes('aborted') ? 'aborted' : 'committed'
        return { ...state, coordinator: decision, logged: logs ? decision : null }
      }
      case 'tell':
        return (coordinator === 'committed' || coordinator === 'aborted')
          && participants[action.participant] === 'prepared'
          ? set(action.participant, coordinator)
          : state
      case 'restart':
        // Who finds nothing in the log presumes that it was aborted.
        return coordinator === 'down' && restarts ? { ...state, coordinator: state.logged ?? 'aborted' } : state
      case 'crash':
        return coordinator === 'down' ? state : { ...state, coordinator: 'down' }
    }
  }
  return {
    name: 'two-phase commit',
    initial: { coordinator: 'preparing', logged: null, participants: ['working', 'working'] },
    // Ordinary work first; what costs comes last.
    *actions(state) {
      const all: readonly Action[] = [
        ...(['vote', 'refuse', 'tell'] as const).flatMap((kind) =>
          [0, 1].map((participant) => ({ kind, participant })),
        ),
        { kind: 'decide' },
        { kind: 'restart' },
        { kind: 'crash' },
      ]
      for (const action of all) if (after(state, action) !== state) yield action
    },
    step: (before, action) => {
      const state = after(before, action)
      const ends = state.participants.flatMap((now, at) =>
        now !== before.participants[at] && now !== 'prepared' ? [note(`participant ${at + 1}`, `has ${now}`)] : [],
      )
      return { state, seen: ends }
    },
    cost: (action) => (action.kind === 'crash' ? crash : undefined),
    describe: (action) => {
      switch (action.kind) {
        case 'vote':
          return `participant ${action.participant + 1} is prepared, and votes to commit`
        case 'refuse':
          return `participant ${action.participant + 1} votes to abort`
        case 'tell':
          return `participant ${action.participant + 1} hears the decision`
        case 'decide':
          return 'the coordinator has all votes, and decides'
        case 'restart':
          return 'the coordinator starts again'
        case 'crash':
          return 'the coordinator crashes'
      }
    },
  }
}

const atomic = promise({
  id: 'atomic',
  title: 'All commit or all abort',
  about: 'a participant committed or aborted',
  reached: (ledger) => notesIn(ledger).length > 0,
  broken: (ledger) => {
    const committed = notesIn(ledger).find(({ what }) => what === 'has committed')
    const aborted = notesIn(ledger).find(({ what }) => what === 'has aborted')
    return committed && aborted && `${committed.who} has committed, and ${aborted.who} has aborted`
  },
})

const nobodyInDoubt = promise({
  id: 'nobody-in-doubt',
  title: 'Everybody hears the decision in the end',
  broken: (ledger) => {
    const inDoubt = notesIn(ledger).find(({ what }) => what === 'is in doubt')
    return inDoubt && `${inDoubt.who} holds its locks for ever: it neither commits nor aborts`
  },
})

export function twoPhaseCommit(variant: Variant) {
  return ownSystem({
    machine: machine(variant),
    promises: [atomic, nobodyInDoubt],
    faults: [{ kind: 'crash', title: 'the coordinator dies' }],
    settings: { ...variant },
    // What a story shows of each state, and what anyone can see when everything has come to rest.
    participants: ({ coordinator, logged, participants }) => [
      {
        name: 'coordinator',
        columns: [
          { name: '', value: coordinator },
          { name: 'log', value: logged ?? '-' },
        ],
      },
      ...participants.map((state, at) => ({ name: `participant ${at + 1}`, columns: [{ name: '', value: state }] })),
    ],
    readBack: ({ participants }) =>
      participants.flatMap((state, at) => (state === 'prepared' ? [note(`participant ${at + 1}`, 'is in doubt')] : [])),
    // How the page draws a step: an arrow, or a mark at those to whom it happens.
    drawing: {
      lanes: () => ['coordinator', 'participant 1', 'participant 2'],
      of: (action) => {
        if (!('participant' in action)) return { kind: 'event', at: ['coordinator'] }
        const participant = `participant ${action.participant + 1}`
        return action.kind === 'tell'
          ? { kind: 'message', from: 'coordinator', to: participant }
          : { kind: 'message', from: participant, to: 'coordinator' }
      },
      conditions: ({ coordinator }) => (coordinator === 'down' ? { coordinator: 'down' } : {}),
    },
  })
}
