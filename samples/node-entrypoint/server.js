const fastify = require('fastify')({ logger: true });

fastify.get('/', async () => ({ says: process.env.GREETING }));
fastify.listen({ port: 8080, host: '0.0.0.0' });
