import uPlot from 'uplot'
import { stacked, type Chart } from '../../model/insights/historyCharts'
import { axisSteps } from '../../model/insights/axis'
import type { ZoneFormat } from '../../model/insights/historyTime'

/** What a chart needs to know to be drawn; times in epoch seconds, as uPlot has them. */
export interface Drawing {
  chart: Chart
  width: number
  height: number
  zone: string
  times: ZoneFormat
  /** The end of the last bucket. */
  end: () => number
  /** The labels of an axis' values, all in one unit. */
  figures: (values: readonly number[]) => string[]
  hooks: uPlot.Hooks.Arrays
  onReset: () => void
}

const SYNC_KEY = 'insights'
const CORNER_PX = 20
const END_PX = 14
const FONT = '12px "Inter Variable", ui-sans-serif, system-ui, sans-serif'

/** Layers are drawn from the whole down to the first, each over the one before. */
export function dataOf({ kind, lines }: Chart, times: readonly number[]): uPlot.AlignedData {
  const values = kind === 'bars' ? stacked(lines).reverse() : lines.map((line) => [...line.values])
  return [[...times], ...values]
}

export function optionsOf(drawing: Drawing): uPlot.Options {
  const { chart, width, height, zone, times, end, figures, hooks, onReset } = drawing
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(name).trim()
  const axis = {
    stroke: color('--ui-text-muted'),
    font: FONT,
    ticks: { show: false },
    grid: { stroke: color('--chart-grid'), width: 1 },
  }
  const lines = chart.kind === 'bars' ? chart.lines.toReversed() : chart.lines
  return {
    width,
    height,
    hooks,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), zone),
    scales: {
      x: { range: (_u, min) => [min, end()] },
      y: { range: (_u, _min, max) => [0, max > 0 ? max * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 64,
        // A label under the left end would touch the zero of the other axis, one at the right end would be cut.
        values: (u, splits, _axis, _space, step) =>
          splits.map((at) => {
            const px = u.valToPos(at, 'x')
            const inside = px >= CORNER_PX && px <= u.bbox.width / uPlot.pxRatio - END_PX
            return inside ? times.tick(at * 1_000, step * 1_000) : ''
          }),
      },
      {
        ...axis,
        size: 62,
        gap: 6,
        // About five labels, however high the chart is.
        space: (_u, _axis, _min, _max, px) => Math.min(64, Math.max(24, px / 6)),
        incrs: axisSteps(chart.unit),
        values: (_u, splits) => figures(splits),
      },
    ],
    series: [{}, ...lines.map((line) => seriesOptions(chart.kind, color(`--series-${line.color}`)))],
    cursor: {
      sync: { key: SYNC_KEY, setSeries: false },
      drag: { x: true, y: false, setScale: false, dist: 4 },
      points: { show: chart.kind === 'lines', size: 6 },
      y: false,
      // The bucket under the pointer, not the nearest start.
      dataIdx: (u, _series, closest, at) => ((u.data[0][closest] ?? 0) > at ? Math.max(0, closest - 1) : closest),
      bind: {
        dblclick: () => () => {
          onReset()
          return null
        },
      },
    },
  }
}

/** Moves the cursor of every chart, as a pointer over one of them does; a negative place hides it. */
export function putCursors(leftOf: (plot: uPlot) => number): void {
  for (const plot of uPlot.sync(SYNC_KEY).plots) plot.setCursor({ left: leftOf(plot), top: plot.over.clientHeight / 2 })
}

function seriesOptions(kind: Chart['kind'], color: string): uPlot.Series {
  if (kind === 'bars') {
    // From a bucket's start on, so that a bar lies over its own time.
    return { fill: color, width: 0, points: { show: false }, paths: uPlot.paths.bars?.({ size: [0.82, 48], align: 1 }) }
  }
  // A value between two gaps has no line to lie on: a dot then.
  return { stroke: color, width: 1.5, spanGaps: false, points: { size: 4, width: 0, fill: color, filter: lonely } }
}

function lonely(u: uPlot, series: number, show: boolean): number[] | null {
  const values = u.data[series]
  if (show || !values) return null
  const known = (i: number) => values[i] !== null && values[i] !== undefined
  return [...values.keys()].filter((i) => known(i) && !known(i - 1) && !known(i + 1))
}
