const polka = require('polka');
const sirv = require('sirv');

polka()
  .use(sirv('public'))
  .get('/price', (request, response) => response.end('12'))
  .listen(8080);
