import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/hello/:name', (context) => context.json({ hello: context.req.param('name') }));
serve({ fetch: app.fetch, port: 8080 }, ({ port }) => console.log(`hono on ${port}`));
