import { h, render } from 'preact';

render(h('h1', null, 'It runs in the browser'), document.getElementById('app'));
