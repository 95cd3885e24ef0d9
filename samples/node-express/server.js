const path = require('path');
const express = require('express');
const morgan = require('morgan');

const app = express();
const notes = [];

app.set('views', path.join(__dirname, 'views'));
app.set('view engine', 'ejs');
app.use(morgan('tiny'));
app.use(express.static(path.join(__dirname, 'public')));
app.use(express.json());

app.get('/', (request, response) => response.render('index', { notes }));
app.get('/health', (request, response) => response.send('ok'));
app.get('/date', (request, response) => {
  const day = new Date(Date.UTC(2024, 6, 1, 22));
  response.send(day.toLocaleString('de-DE', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Berlin' }));
});
app.post('/notes', (request, response) => response.status(201).json({ count: notes.push(request.body.text) }));

app.listen(process.env.PORT || 3000, () => console.log(`listening on ${process.env.PORT}`));
