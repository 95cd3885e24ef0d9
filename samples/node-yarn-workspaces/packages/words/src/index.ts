const { startCase } = require('lodash');

export function title(text: string): string {
  return startCase(text);
}
