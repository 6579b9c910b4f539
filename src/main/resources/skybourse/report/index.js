'use strict';
// Draws every .chart of the page from the JSON in #data; colours come from the style sheet, so both themes work.
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const short = value => value === null || value === undefined ? '–' : String(Number(Number(value).toPrecision(3)));
  const group = name => name.split(',')[0];

  function option(chart) {
    const many = chart.series.length > 9;
    const groups = [...new Set(chart.series.map(s => many ? group(s.name) : s.name))];
    const colour = s => css('c' + (groups.indexOf(many ? group(s.name) : s.name) % 8 + 1));
    const axis = (name, extra) => Object.assign({
      type: 'value', name: name, nameTextStyle: {color: css('soft'), fontSize: 12},
      axisLabel: {color: css('soft'), fontSize: 12, hideOverlap: true}, axisTick: {show: false}
    }, extra);
    // An interval is drawn as a thin line of its own, broken by a gap after each.
    const whiskers = s => s.low.flatMap((low, i) => [[s.x[i], low], [s.x[i], s.high[i]], [null, null]]);
    const heights = chart.series.flatMap(s => [...s.y, ...s.low, ...s.high]).filter(y => typeof y === 'number');
    const far = Math.min(...heights) > Math.max(...heights) / 2; // zero would leave half of the drawing empty
    const legendRows = Math.ceil(groups.reduce((sum, name) => sum + name.length + 6, 0) / 75);
    return {
      animation: false, backgroundColor: 'transparent', aria: {enabled: true},
      textStyle: {fontFamily: getComputedStyle(document.body).fontFamily, color: css('ink')},
      grid: {left: 4, right: 14, top: 8 + 17 * legendRows, bottom: 4, outerBoundsMode: 'same'},
      legend: {top: 0, left: 0, data: many ? groups.map(g => chart.series.find(s => group(s.name) === g).name) : chart.series.map(s => s.name),
        formatter: name => many ? group(name) : name, icon: 'roundRect', itemWidth: 14, itemHeight: 3, itemGap: 12, textStyle: {color: css('soft'), fontSize: 12}},
      tooltip: {trigger: 'item', confine: true, backgroundColor: css('card'), borderColor: css('rule'), textStyle: {color: css('ink'), fontSize: 13},
        formatter: p => p.seriesName + '<br>' + chart.xName + ' ' + short(p.data[0]) + '<br>' + chart.yName + ' ' + short(p.data[1])},
      xAxis: axis(chart.xName, {nameLocation: 'middle', nameGap: 28, scale: true, splitLine: {show: false}, axisLine: {lineStyle: {color: css('rule')}}}),
      yAxis: axis(chart.yName, {scale: far, nameLocation: 'end', nameGap: 10, nameTextStyle: {color: css('soft'), fontSize: 12, align: 'left'}, axisLine: {show: false}, splitLine: {lineStyle: {color: css('grid')}}}),
      series: chart.series.flatMap((s, at) => [
        {name: s.name, type: 'line', data: s.x.map((x, i) => [x, s.y[i]]), symbol: 'circle', symbolSize: many || s.x.length > 30 ? 3 : 6,
          // a line that others cover shows at their edges
          lineStyle: {width: many ? 1.2 : 1.5 + 2.5 * (chart.series.length - at) / chart.series.length, opacity: many ? 0.7 : 1}, itemStyle: {color: colour(s)}}
      ].concat(s.low.length === 0 ? [] : [
        {name: s.name, type: 'line', data: whiskers(s), symbol: 'none', silent: true, tooltip: {show: false}, lineStyle: {width: 1.5, opacity: 0.5}, itemStyle: {color: colour(s)}}
      ]))
    };
  }

  const charts = [...document.querySelectorAll('.chart')].map(box => ({box: box, chart: echarts.init(box, null, {renderer: 'svg'})}));
  function draw() {
    charts.forEach(({box, chart}) => chart.setOption(option(data.charts[box.dataset.chart]), true));
  }
  draw();
  document.documentElement.dataset.drawn = charts.length;
  window.addEventListener('resize', () => { charts.forEach(({chart}) => chart.resize()); draw(); });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
