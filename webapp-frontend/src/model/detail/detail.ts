import type { Format } from '../format'
import type { LogRecord } from '../types'

/** Labels are keys of i18n `detail.field`. */
export interface Field {
  name: FieldName
  value: string
  mono?: boolean
}

export type FieldName =
  | 'provider'
  | 'channel'
  | 'channelId'
  | 'endpoint'
  | 'type'
  | 'stream'
  | 'httpStatus'
  | 'reasoningEffort'
  | 'serviceTier'
  | 'failoverInfo'
  | 'started'
  | 'firstToken'
  | 'ended'

/** How the request was made; what is unknown is left out. `yesNo`: the words of false and true. */
export function requestFields(r: LogRecord, yesNo: readonly [string, string]): Field[] {
  return known([
    ['provider', r.providerName],
    ['channel', r.channelName],
    ['channelId', r.channelId, true],
    ['endpoint', r.endpoint, true],
    ['type', r.type],
    ['stream', r.stream === undefined ? undefined : yesNo[Number(r.stream)]],
    ['httpStatus', r.httpStatus?.toString()],
    ['reasoningEffort', r.reasoningEffort],
    ['serviceTier', r.serviceTier],
    ['failoverInfo', r.failoverInfo],
  ])
}

/** When it began, brought its first token, and ended. */
export function timeFields(r: LogRecord, format: Format): Field[] {
  const time = (iso: string | undefined) => iso && format.dateTime(iso)
  return known([
    ['started', time(r.initialTime)],
    ['firstToken', time(r.firstTokenTime)],
    ['ended', time(r.completeTime)],
  ])
}

function known(fields: (readonly [FieldName, string | undefined, boolean?])[]): Field[] {
  return fields.flatMap(([name, value, mono]) => (value === undefined ? [] : [{ name, value, mono }]))
}

export const WHO = ['sessionId', 'clientId', 'apiKeyId'] as const
export type Who = (typeof WHO)[number]

/** Who asked; each by the name of its filter where there is one. */
export function whoAsked(r: LogRecord): { name: Who; value: string; filter?: 'sessionId' | 'clientId' }[] {
  return WHO.flatMap((name) => {
    const value = r[name]
    if (value === undefined) return []
    return [name === 'apiKeyId' ? { name, value } : { name, value, filter: name }]
  })
}
