const { execFileSync } = require('child_process');
const http = require('http');

const git = (...words) => execFileSync('git', ['-C', 'data', '-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], { encoding: 'utf8' });

git('init', '--quiet');
git('add', '.');
git('commit', '--quiet', '--message', 'first');
http.createServer((request, response) => response.end(git('log', '--format=%s'))).listen(8080);
