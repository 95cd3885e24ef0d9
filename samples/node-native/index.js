const bcrypt = require('bcrypt');
const express = require('express');

express()
  .get('/', async (request, response) => {
    const hash = await bcrypt.hash('secret', 4);
    response.send(`${await bcrypt.compare('secret', hash)} ${await bcrypt.compare('guess', hash)} ${process.getuid()}`);
  })
  .listen(8080);
