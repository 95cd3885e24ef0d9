import express from 'express';

import { title } from '@sample/words';

express()
  .get('/', (request, response) => {
    response.send(title('one repository two packages'));
  })
  .listen(8080, () => console.log('api up'));
