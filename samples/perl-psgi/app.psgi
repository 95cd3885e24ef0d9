use strict;
use warnings;
use Plack::Request;
use Text::Squeeze qw(squeezed);

open my $file, '<', 'words.txt' or die "words.txt: $!";
chomp(my @words = <$file>);
close $file;

sub {
    my $request = Plack::Request->new(shift);
    my ($command) = $request->path =~ m{^/squeeze/(\d+)$};
    my $text = $command ? join(' ', @words) x $command : "say how often: /squeeze/3";
    my $body = $command ? sprintf("%d bytes become %d\n", length $text, squeezed($text)) : $text;
    return [200, ['Content-Type' => 'text/plain'], [$body]];
};
