use strict;
use warnings;
use Test::More tests => 1;
use Fortune::Of qw(fortune);

like fortune('2024-02-29'), qr{^29/02/2024: [A-Z]};
