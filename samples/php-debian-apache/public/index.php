<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

header('Content-Type: text/plain');
echo $_SERVER['REQUEST_URI'], ' ', count_words((string) ($_GET['text'] ?? '')), "\n";
