<?php

declare(strict_types=1);

/** How many words a text has, as the program beside counts them, noted in a database. */
function count_words(string $text): int
{
    $process = proc_open(['/usr/local/bin/tally'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
    fwrite($pipes[0], $text);
    fclose($pipes[0]);
    $words = (int) stream_get_contents($pipes[1]);
    proc_close($process);
    $database = new PDO('sqlite:' . __DIR__ . '/data/texts.sqlite');
    $database->exec('CREATE TABLE IF NOT EXISTS texts (words INTEGER)');
    $database->prepare('INSERT INTO texts VALUES (?)')->execute([$words]);
    return $words;
}
