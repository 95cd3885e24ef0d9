package Fortune::Of;
use strict;
use warnings;
use parent 'Exporter';
use Digest::SHA qw(sha256_hex);
use Time::Piece;

our $VERSION   = '0.02';
our @EXPORT_OK = ('fortune');

my @FORTUNES = ('A quiet day', 'Good news by post', 'Rain before noon', 'An old friend calls');

sub fortune {
    my ($date) = @_;
    my $day = Time::Piece->strptime($date, '%Y-%m-%d');
    return sprintf '%s: %s.', $day->strftime('%d/%m/%Y'), $FORTUNES[hex(substr sha256_hex($day->ymd), 0, 8) % @FORTUNES];
}

1;
