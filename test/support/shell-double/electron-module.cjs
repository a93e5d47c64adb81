module.exports = require('./electron.ts').electron;
