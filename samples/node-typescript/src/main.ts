import Koa from 'koa';
import type { Context } from 'koa';

import { greeting } from './greeting';

const app = new Koa();

app.use(async (context: Context) => {
  context.body = greeting(new Date('2024-02-29T12:00:00Z'));
});

app.listen(8080, () => console.log('clock listens'));
