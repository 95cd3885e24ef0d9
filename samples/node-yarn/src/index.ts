import { createServer } from 'http';

import { Server } from 'socket.io';

const server = createServer((request, response) => response.end('rooms'));
new Server(server).on('connection', (socket) => socket.emit('hello', socket.id));
server.listen(8080, () => console.log('rooms are open'));
