import { h, render } from 'preact';
import { App } from './view/app.tsx';

const root = document.getElementById('dashboard');
if (root) render(h(App, { win: window }), root);
