import { ConsolePage } from './support/consolePage'
import { Traffic } from './support/traffic'
import { countLoads, expect, test } from './support/test'

test('the server is killed during traffic: the page recovers by itself', async ({
  page,
  context,
  server,
  api,
  prefix,
}) => {
  test.setTimeout(150_000)
  const loads = countLoads(context)
  const console = await ConsolePage.open(page, server)
  const traffic = new Traffic(api, prefix)

  const flow = traffic.flow(200)
  await expect.poll(() => traffic.acknowledged.size).toBeGreaterThan(40)
  await server.kill()
  const acknowledgedByTheDead = new Set(traffic.acknowledged.keys())
  expect(acknowledgedByTheDead.size, 'killed in the middle').toBeLessThan(200)
  await console.expectState('reconnecting')
  await server.boot()
  await flow
  await console.expectState('live', 40_000)

  const rows = await console.expectSameAs(api)
  const shown = new Map(rows.filter(({ id }) => id.startsWith(prefix)).map(({ id, status }) => [id, status]))
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(traffic.acknowledged))
  expect(traffic.acknowledged.size).toBe(200)
  expect(
    [...acknowledgedByTheDead].filter((id) => !shown.has(id)),
    'acknowledged means kept',
  ).toEqual([])
  await expect(page.getByTestId('console'), 'still logged in').toBeVisible()
  expect(loads()).toBe(1)
  await expect(console.badge).toHaveAttribute('data-retry-count', '0')
})
