const os = require('os');
const { readJsonSync, writeJsonSync } = require('fs-extra');

const state = readJsonSync('data/state.json');
writeJsonSync('data/state.json', { visits: state.visits + 1, user: os.userInfo().username, home: os.homedir() });
