/** Draws our charts by ECharts; loaded only when a chart is on the screen. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as install } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { inText } from '../format.ts';
import type { ChartProps, Series } from './Chart.tsx';

install([BarChart, LineChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer]);

type Palette = (name: string) => string;

function look(series: Series, kind: ChartProps['kind'], colour: Palette) {
  const tones = {
    fact: '--accent',
    plan: '--line-strong',
    forecast: '--accent',
    before: '--mark-plain',
    ok: '--mark-ok',
    watch: '--mark-watch',
    stop: '--mark-stop',
  } as const;
  const tone = colour(tones[series.role]);
  if (kind === 'line') {
    const dashed = series.role === 'plan' || series.role === 'forecast';
    return {
      lineStyle: { color: tone, width: series.role === 'fact' ? 2 : 1.5, type: dashed ? 'dashed' : 'solid' },
      itemStyle: { color: tone },
    };
  }
  if (series.role === 'plan') return { itemStyle: { color: 'transparent', borderColor: tone, borderWidth: 1 } };
  const hatch = {
    symbol: 'rect',
    dashArrayX: [1, 0],
    dashArrayY: [2, 3],
    rotation: -Math.PI / 4,
    color: colour('--panel'),
  };
  return {
    itemStyle: { color: tone, borderRadius: [2, 2, 0, 0], ...(series.role === 'forecast' ? { decal: hatch } : {}) },
  };
}

function optionsOf(props: ChartProps, colour: Palette) {
  const label = { color: colour('--muted'), fontSize: 12, fontFamily: 'Golos Text' };
  const axisText = (value: number) => inText((props.axisFormat ?? props.format)(value));
  return {
    animation: false,
    grid: {
      left: 4,
      right: 12,
      top: 32,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      show: props.series.length > 1,
      top: 0,
      left: 0,
      itemWidth: 12,
      itemHeight: 8,
      itemGap: 16,
      textStyle: label,
    },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colour('--panel'),
      borderColor: colour('--line'),
      textStyle: { color: colour('--ink'), fontSize: 13, fontFamily: 'Golos Text' },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? inText(props.format(value)) : '—'),
      axisPointer: {
        type: props.kind === 'line' ? 'line' : 'shadow',
        shadowStyle: { color: colour('--hover'), opacity: 0.6 },
        lineStyle: { color: colour('--line-strong') },
      },
    },
    xAxis: {
      type: 'category',
      data: [...props.points],
      boundaryGap: props.kind === 'bars',
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour('--line') } },
      axisLabel: label,
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      splitLine: { lineStyle: { color: colour('--line') } },
      axisLabel: { ...label, formatter: axisText },
    },
    series: props.series.map((series) => ({
      name: series.name,
      type: props.kind === 'bars' ? 'bar' : 'line',
      data: [...series.values],
      barMaxWidth: 28,
      barGap: '15%',
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: props.points.length < 14,
      connectNulls: false,
      ...look(series, props.kind, colour),
    })),
  };
}

/** Draws into the element and follows its size and the theme. */
export function drawChart(element: HTMLElement, propsNow: () => ChartProps): { redraw: () => void; close: () => void } {
  const chart = init(element);
  const redraw = () => {
    const style = getComputedStyle(document.documentElement);
    chart.setOption(
      optionsOf(propsNow(), (name) => style.getPropertyValue(name).trim()) as Parameters<typeof chart.setOption>[0],
      true,
    );
  };
  const size = new ResizeObserver(() => chart.resize());
  size.observe(element);
  const theme = new MutationObserver(redraw);
  theme.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  redraw();
  return {
    redraw,
    close: () => {
      size.disconnect();
      theme.disconnect();
      chart.dispose();
    },
  };
}
