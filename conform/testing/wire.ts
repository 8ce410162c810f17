/** Test material: frames as they are on the wire. */

/** A request as it is on the wire. */
export function request(api: number, correlation: number, client: string, body = ''): Buffer {
  const frame = Buffer.alloc(14)
  frame.writeInt32BE(10 + client.length + body.length, 0)
  frame.writeInt16BE(api, 4)
  frame.writeInt16BE(9, 6)
  frame.writeInt32BE(correlation, 8)
  frame.writeInt16BE(client === '' ? -1 : client.length, 12)
  return Buffer.concat([frame, Buffer.from(client + body)])
}

/** A response to a request. */
export function response(correlation: number, body = ''): Buffer {
  const frame = Buffer.alloc(8)
  frame.writeInt32BE(4 + body.length, 0)
  frame.writeInt32BE(correlation, 4)
  return Buffer.concat([frame, Buffer.from(body)])
}
