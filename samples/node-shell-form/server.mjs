import { createServer } from 'node:http';

import minimist from 'minimist';
import { WebSocketServer } from 'ws';

import { answer } from './answer.mjs';

const { port } = minimist(process.argv.slice(2));
const server = createServer((request, response) => response.end(answer(request.url)));
new WebSocketServer({ server }).on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
server.listen(port, () => console.log(`echo on ${port}`));
process.on('SIGINT', () => process.exit(0));
