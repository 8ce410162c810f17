/** What people ask whether a cluster survives it. */
import { commonScenarios, type Scenarios } from '../scenario.ts'
import { brokersInWords } from './broker/rack.ts'
import { KAFKA_FAULTS } from './faults.ts'
import type { KafkaSettings } from './settings/types.ts'
import { deploymentOf } from './state/deployment.ts'

/** By name, in the order of help. */
export function scenariosOf(settings: KafkaSettings, { loop = false }: { readonly loop?: boolean }): Scenarios {
  const { hosts, racks } = deploymentOf(settings, { records: 1, producers: 1 })
  const rolling = {
    faults: {},
    total: hosts.length,
    moves: hosts.length,
    moveKinds: ['controlled-shutdown'],
  }
  const { nothing = [], 'slow-consumer': slow = [], ...common } = commonScenarios(KAFKA_FAULTS)
  return {
    nothing,
    'rolling-restart': [
      {
        ...rolling,
        name: 'rolling-restart, waiting for the ISR',
        title: 'every broker in turn is shut down as planned and starts again, the next one when every ISR is full',
        size: { rolling: true, waitsForIsr: true },
      },
      {
        ...rolling,
        name: 'rolling-restart without waiting',
        title: 'every broker in turn is shut down as planned and starts again, the next one when the last is up',
        size: { rolling: true },
      },
    ],
    ...common,
    'rack-power-loss': [
      {
        name: 'rack-power-loss',
        title:
          racks[0]?.name === ''
            ? 'all brokers lose power in one moment (no racks are told apart; broker.rack=a,b,c does)'
            : `the brokers of one rack lose power in one moment: ${racks
                .map(({ name, brokers }) => `${name} (${brokersInWords(brokers)})`)
                .join(', ')}`,
        faults: { 'rack-power-loss': 1 },
        moves: 0,
      },
    ],
    'slow-consumer': loop
      ? slow
      : {
          problem: 'no consumer is judged here without --loop',
          remedy: 'add --loop, or ask for one of the others',
        },
  }
}
