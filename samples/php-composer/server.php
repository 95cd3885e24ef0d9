<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

echo Greeting\Page::for((string) ($_GET['name'] ?? 'world'));
