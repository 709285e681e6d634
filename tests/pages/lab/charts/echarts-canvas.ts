import { echartsScene } from './echarts';

window.__lab = echartsScene('canvas');
