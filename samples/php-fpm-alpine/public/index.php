<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

$locale = (string) ($_GET['locale'] ?? 'en');
$cached = __DIR__ . '/../var/' . md5($locale) . '.txt';
if (!is_file($cached)) {
    file_put_contents($cached, in_words(new DateTimeImmutable('2024-02-29'), $locale));
}
readfile($cached);
