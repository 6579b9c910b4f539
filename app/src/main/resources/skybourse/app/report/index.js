// Draws the charts of experiments by their keys.
import {start} from './charts.js';
import {drawing} from './lines.js';
start(box => drawing(data.charts[box.dataset.chart], box));
