import upperFirst from 'lodash/upperFirst';

document.title = upperFirst('shop');
